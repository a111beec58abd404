import { createHash } from 'node:crypto'
import { type Html, html } from '../../shared/mail/html.ts'

/** What a choice of the reader sends: one button is one form field, or none. */
export type Button = {
  readonly label: string
  readonly field?: { readonly name: string; readonly value: string }
}

/** What the reader of a mail sees behind a link. */
export type Page = {
  readonly status: 200 | 400 | 404 | 409 | 410 | 413 | 422 | 500
  readonly title: string
  readonly lines: readonly string[]
  /** Nothing happens before one of these is pressed. */
  readonly buttons?: readonly Button[]
}

const style =
  'body{font-family:sans-serif;line-height:1.5;max-width:40em;margin:2em auto;padding:0 1em}' +
  'button{font:inherit;padding:.5em 1em;margin:0 .5em .5em 0}'

/**
 * What a browser may do with the page: show it. Nothing is loaded or run, it stands in no frame, its form goes nowhere
 * else, nothing of it is kept, and no other site learns its address, which holds the token.
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const

/** The form has no action of its own: it goes back to the address that it came from. */
export function pageAsHtml({ title, lines, buttons = [] }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${lines.map((line) => html`<p><bdi>${line}</bdi></p>\n`)}${formOf(buttons)}</main>
</body>
</html>
`.markup
}

function formOf(buttons: readonly Button[]): Html | readonly Html[] {
  if (buttons.length === 0) return []
  return html`<form method="post">\n${buttons.map(buttonOf)}</form>\n`
}

function buttonOf({ label, field }: Button): Html {
  return field === undefined
    ? html`<button>${label}</button>\n`
    : html`<button name="${field.name}" value="${field.value}">${label}</button>\n`
}
