const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Controls that HTML forbids as text, the C1 range included:
// https://html.spec.whatwg.org/#preprocessing-the-input-stream
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g

/** Markup that is safe to put into a page: only the `html` template makes it. */
export class Html {
  readonly markup: string

  constructor(template: TemplateStringsArray, values: readonly HtmlValue[]) {
    this.markup = String.raw({ raw: template }, ...values.map(encode))
  }
}

/** Text is encoded; markup is put in as it is; a list is put in one after the other. */
export type HtmlValue = string | number | Html | readonly Html[]

/**
 * The one HTML encoder: a template whose values are encoded unless they are markup made by it.
 * It serves text and attributes in double quotes; it does not make a URL, script or style safe.
 */
export function html(template: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(template, values)
}

function encode(value: HtmlValue): string {
  if (value instanceof Html) return value.markup
  if (typeof value === 'object') return value.map((part) => part.markup).join('')
  return String(value)
    .toWellFormed()
    .replace(FORBIDDEN, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
