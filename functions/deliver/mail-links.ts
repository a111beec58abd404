import type { Deadline } from '../../shared/deadline/deadline.ts'
import { PersonId } from '../../shared/identity/id.ts'
import type { Act } from '../../shared/mail/mail-page.ts'
import { linkSeconds, type MailLink, signMailLink } from '../../shared/mail-link/mail-link.ts'
import { maySee } from '../../shared/record/may-see.ts'
import { envelopeKey } from '../../shared/reminder/envelope.ts'
import { plusSeconds } from '../../shared/time/instant.ts'
import { workspaceSecret } from '../../shared/workspace/workspace-store.ts'
import type { Occasion } from './occasion.ts'
import type { Validated } from './validate.ts'

const labels = {
  acknowledge: 'I know of it',
  snooze: 'Remind me later',
  complete: 'It is done',
} as const

/** Writes the links of one mail, each signed for its one act. Where links lead nowhere, a mail has none. */
export async function mailLinks(occasion: Occasion) {
  const { table, workspaceId, recipient, now, linksUrl, envelope } = occasion
  const secret = linksUrl === null ? '' : await workspaceSecret(table, workspaceId)
  const whose = { workspaceId, recipient, expiresAt: plusSeconds(now, linkSeconds) }
  const urlOf = async (link: MailLink) => `${linksUrl}?token=${await signMailLink(secret, link)}`
  const actOn = async ({ id }: Deadline, action: keyof typeof labels): Promise<Act> => ({
    label: labels[action],
    url: await urlOf({ action, ...whose, deadlineId: id }),
  })
  return {
    /** What those may do who answer for it, whom it escalates to, or who stand in; who only watches, or may not see it, nothing. */
    async actsOn({ deadline, record, recipient: { role, inPlaceOf } }: Validated): Promise<Act[]> {
      const person = PersonId.safeParse(recipient)
      const mayAct =
        person.success && maySee(record, person.data) && (role !== 'watcher' || inPlaceOf !== undefined)
      if (linksUrl === null || !mayAct) return []
      const acts = ['acknowledge', 'snooze', 'complete'] as const
      return Promise.all(acts.map((action) => actOn(deadline, action)))
    },
    async unsubscribe(): Promise<string | null> {
      if (linksUrl === null) return null
      const { sk: envelopeSk } = envelopeKey(workspaceId, envelope)
      return urlOf({ action: 'unsubscribe', ...whose, channel: envelope.channel, envelopeSk })
    },
  }
}
