import { computed, signal } from '@preact/signals'

/** Where the reader is: the part of the address after `#`. Filters live in it, so that a view can be sent. */
export type Address = { readonly path: readonly string[]; readonly query: Readonly<Record<string, string>> }

const hash = signal(location.hash)
addEventListener('hashchange', () => {
  hash.value = location.hash
})

export const address = computed<Address>(() => parsed(hash.value))

function parsed(text: string): Address {
  const [path = '', query = ''] = text.replace(/^#\/?/, '').split('?', 2)
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  }
}

/** A hand-written address may hold a percent sign that stands for nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a place: `href(['records', id])`, `href(['due'], { when: 'week' })`. */
export function href(
  path: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const parameters = new URLSearchParams(given).toString()
  return `#/${path.map(encodeURIComponent).join('/')}${parameters === '' ? '' : `?${parameters}`}`
}

export function go(to: string): void {
  location.hash = to
}

/** Changes filters in place: Back leads out of the list, not through every letter that was typed. */
export function refine(query: Readonly<Record<string, string | undefined>>): void {
  const { path, query: before } = address.value
  history.replaceState(null, '', href(path, { ...before, ...query }))
  hash.value = location.hash
}
