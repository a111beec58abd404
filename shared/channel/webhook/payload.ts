import type { Notice } from '../notice.ts'

/**
 * A notice as the JSON of a webhook; a discreet one says how many deadlines it is about, and not which. Every try of it has the same body, so that a receiver that knows its id loses
 * nothing by not looking at a second one.
 * Source of `type`, `timestamp` and `data`: Standard Webhooks, "Payload structure".
 */
export function webhookPayload({ sendAt, page, mail }: Notice) {
  return {
    type: 'reminder.due',
    timestamp: sendAt,
    data: {
      workspace: mail.workspaceName,
      label: mail.label,
      summary: page.subject,
      count: mail.items.length,
      deadlines: (mail.discreet ? [] : mail.items).map((item) => ({
        deadlineId: item.deadlineId,
        recordId: item.recordId,
        title: item.deadlineTitle,
        record: item.recordTitle,
        organisation: item.organisationName,
        kind: item.deadlineKind,
        dueOn: item.dueOn,
        previousDueOn: item.previousDueOn,
        leadDays: item.leadDays,
        reason: item.reason,
        basis: item.basis,
      })),
    },
  }
}
