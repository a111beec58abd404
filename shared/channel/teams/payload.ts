import { cutLine, isolated, oneLine } from '../../mail/line.ts'
import type { MailPage, Section } from '../../mail/mail-page.ts'

/** A message may have 28 KB: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook */
const mostBytes = 24_000
const lineCharacters = 300
const mostLines = 5

/** A page as the Adaptive Card that a Workflows webhook posts. Sections that do not fit are counted. */
export function teamsPayload(page: MailPage) {
  const head = [heading(page.subject), ...page.notes.map((note) => text(line(note)))]
  const sections: object[] = []
  let bytes = size(head)
  for (const section of page.sections) {
    const block = sectionBlock(section)
    bytes += size(block)
    if (bytes > mostBytes) break
    sections.push(block)
  }
  const lines = page.list.slice(0, mostLines)
  const more = page.sections.length - sections.length + page.list.length - lines.length
  const foot = [
    ...lines.map((each) => text(line(each))),
    ...(more > 0 ? [text(`… and ${more} more.`)] : []),
    text(`Servanda, ${line(page.workspaceName)}`),
  ]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: line(page.subject),
    msteams: { width: 'Full' },
    body: [...head, ...sections, ...foot],
  }
  const contentType = 'application/vnd.microsoft.card.adaptive'
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] }
}

function sectionBlock({ heading: title, facts, action }: Section) {
  const items = [
    text(line(title), 'Bolder'),
    ...facts.map(({ label, value }) => text(`${label}: ${line(value)}`)),
    ...(action === null
      ? []
      : [
          {
            type: 'ActionSet',
            actions: [{ type: 'Action.OpenUrl', title: line(action.label), url: action.url }],
          },
        ]),
  ]
  return { type: 'Container', separator: true, items }
}

function heading(value: string) {
  return { ...text(line(value), 'Bolder'), spacing: 'None' }
}

// A run of a RichTextBlock is shown as it is; a TextBlock would read Markdown out of a title, links included.
function text(value: string, weight: 'Default' | 'Bolder' = 'Default') {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: value, weight }] }
}

function line(value: string): string {
  return isolated(cutLine(oneLine(value), lineCharacters))
}

function size(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
