import { cutLine, isolated, oneLine } from '../../mail/line.ts'
import type { MailPage, Section } from '../../mail/mail-page.ts'

// 50 blocks a message, 150 characters a header, 3,000 a text: https://docs.slack.dev/reference/block-kit/blocks
const mostSections = 40
const mostLines = 5
const headerCharacters = 150
const lineCharacters = 300

/** A page as a Slack message: a text for notifications, and blocks. */
export function slackPayload(page: MailPage) {
  const shown = page.sections.slice(0, mostSections)
  const lines = page.list.slice(0, mostLines)
  const more = page.sections.length - shown.length + page.list.length - lines.length
  const blocks = [
    ...page.notes.map((note) => mrkdwn(encoded(note))),
    ...shown.map((section) => mrkdwn(sectionText(section))),
    ...lines.map((each) => mrkdwn(encoded(each))),
    ...(more > 0 ? [mrkdwn(`… and ${more} more.`)] : []),
    mrkdwn(`Servanda, ${encoded(page.workspaceName)}`),
  ]
  const header = { type: 'plain_text', text: cutLine(page.subject, headerCharacters), emoji: false }
  return {
    text: encoded(page.subject),
    unfurl_links: false,
    blocks: [{ type: 'header', text: header }, ...blocks],
  }
}

function sectionText({ heading, facts, action }: Section): string {
  const lines = facts.map(({ label, value }) => `${label}: ${encoded(value)}`)
  const link = action === null ? [] : [`<${encodedUrl(action.url)}|${encoded(action.label)}>`]
  return [`*${encoded(heading)}*`, ...lines, ...link].join('\n')
}

// `verbatim`: no name of a person or channel in a title becomes a mention, and no address a link.
function mrkdwn(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }
}

/**
 * The one encoder of Slack's text: `&`, `<` and `>` begin and end every mention and link; the marks of its formatting
 * are kept apart from the words by a character without width.
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */
function encoded(text: string): string {
  return isolated(cutLine(oneLine(text), lineCharacters))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`|]/g, '\u200B$&\u200B')
}

function encodedUrl(url: string): string {
  return new URL(url).href.replaceAll(/[|<>]/g, encodeURIComponent)
}
