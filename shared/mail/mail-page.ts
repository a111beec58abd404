import { type Html, html } from './html.ts'
import { isolated, oneLine } from './line.ts'

/** One thing a mail says, and what it is called: `Due`, `13 November 2026 (in 30 days)`. */
export type Fact = { readonly label: string; readonly value: string }

/** Something that the reader may do, by following a link. */
export type Act = { readonly label: string; readonly url: string }

/** A part of a mail about one thing, with at most one action that stands out; what else may be done stands below. */
export type Section = {
  readonly heading: string
  readonly facts: readonly Fact[]
  readonly action: Act | null
  readonly acts: readonly Act[]
}

/** What a mail says, once, for both its text and its HTML, so that the two cannot differ. */
export type MailPage = {
  /** Already one safe line: it is also the header. */
  readonly subject: string
  readonly recipientName: string | null
  readonly notes: readonly string[]
  readonly sections: readonly Section[]
  /** What is told in a line each. */
  readonly list: readonly string[]
  readonly action: Act | null
  readonly workspaceName: string
  readonly unsubscribeUrl: string | null
}

const END = 'End these reminders'

/** The page as plain text. Each value stays on its line, so that no title can pass for another fact. */
export function pageAsText(page: MailPage): string {
  const paragraphs = [
    page.recipientName === null ? 'Hello,' : `Dear ${textLine(page.recipientName)},`,
    ...page.notes.map(textLine),
    ...page.sections.map(sectionAsText),
    ...(page.list.length === 0 ? [] : [page.list.map((line) => `- ${textLine(line)}`).join('\n')]),
    ...(page.action === null ? [] : [actAsText(page.action)]),
    [
      `--\nServanda, ${textLine(page.workspaceName)}`,
      ...(page.unsubscribeUrl === null ? [] : [`${END}: ${page.unsubscribeUrl}`]),
    ].join('\n'),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

/**
 * The page as HTML that a screen reader can walk: language, headings, descriptions and links that name their
 * target. Nothing is loaded from elsewhere and nothing reports that the mail was opened.
 */
export function pageAsHtml(page: MailPage): string {
  const greeting = page.recipientName === null ? html`Hello,` : html`Dear ${bdi(page.recipientName)},`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.subject}</title>
</head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
<h1 style="font-size: 1.3em">${page.subject}</h1>
<p>${greeting}</p>
${page.notes.map((note) => html`<p>${note}</p>\n`)}${page.sections.map(sectionAsHtml)}${listAsHtml(page.list)}${
  page.action === null ? [] : link(page.action)
}<hr>
<p>Servanda, ${bdi(page.workspaceName)}</p>
${page.unsubscribeUrl === null ? [] : html`<p><a href="${page.unsubscribeUrl}">${END}</a></p>\n`}</body>
</html>
`.markup
}

function sectionAsText(section: Section): string {
  const facts = section.facts.map((fact) => `  ${fact.label}: ${textLine(fact.value)}`)
  const acts = [...(section.action === null ? [] : [section.action]), ...section.acts]
  return [textLine(section.heading), ...facts, ...acts.map((act) => `  ${actAsText(act)}`)].join('\n')
}

function sectionAsHtml(section: Section): Html {
  const facts = section.facts.map((fact) => html`<dt>${fact.label}</dt>\n<dd>${bdi(fact.value)}</dd>\n`)
  return html`<h2 style="font-size: 1.1em">${bdi(section.heading)}</h2>
<dl>
${facts}</dl>
${section.action === null ? [] : link(section.action)}${actsAsHtml(section.acts)}`
}

function actsAsHtml(acts: readonly Act[]): Html | readonly Html[] {
  const links = acts.map(({ label, url }) => html`<li><a href="${url}">${bdi(label)}</a></li>\n`)
  return links.length === 0 ? [] : html`<ul>\n${links}</ul>\n`
}

function listAsHtml(lines: readonly string[]): Html | readonly Html[] {
  const items = lines.map((line) => html`<li>${bdi(line)}</li>\n`)
  return items.length === 0 ? [] : html`<ul>\n${items}</ul>\n`
}

function link(action: Act): Html {
  return html`<p><a href="${action.url}"><strong>${bdi(action.label)}</strong></a></p>\n`
}

function actAsText({ label, url }: Act): string {
  return `${textLine(label)}: ${url}`
}

function textLine(value: string): string {
  return isolated(oneLine(value))
}

// `bdi` keeps a right-to-left value from turning round what stands beside it, as `isolated` does in text.
function bdi(value: string): Html {
  return html`<bdi>${oneLine(value)}</bdi>`
}
