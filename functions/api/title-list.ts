import type { Item } from '../../shared/table/table.ts'
import { type PageQuery, pageAnswer, pageStart } from './page.ts'
import type { Call } from './route.ts'

/** So many items DynamoDB hands out at a time. The index is read in strides that grow: few match, or the page is full. */
const batch = 100

/**
 * A page of what the workspace has of one noun, in the order of titles. The index is read on from the cursor until
 * the page is full; `matches` sees the index row (a hint), `load` the items themselves.
 */
export async function titleList<Member>(
  call: Call<PageQuery>,
  list: {
    readonly name: string
    readonly partition: string
    readonly matches: (row: Item) => boolean
    readonly load: (item: Item) => Member | undefined
  },
) {
  const limit = Number(call.query.limit)
  const start = await pageStart(call, list.name)
  const found: { member: Member; listKey: string }[] = []
  let from = start === undefined ? '' : `${start}\u0000`
  let isEnd = false
  for (let rowsAtOnce = batch; found.length <= limit && !isEnd; rowsAtOnce *= 4) {
    const range = { index: 'byTitle' as const, partition: list.partition, limit: rowsAtOnce }
    const page = await call.table.query(from === '' ? range : { ...range, from })
    const rows = page.items.filter(list.matches)
    for (let at = 0; at < rows.length && found.length <= limit; at += batch)
      found.push(...(await loaded(call, rows.slice(at, at + batch), list.load)))
    isEnd = page.next === undefined
    from = `${page.items.at(-1)?.listKey ?? ''}\u0000`
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)?.listKey ?? ''
  return pageAnswer(call, list.name, {
    members: shown.map(({ member }) => member),
    hasMore: found.length > limit,
    position: () => last,
  })
}

async function loaded<Member>(
  call: Call<PageQuery>,
  rows: readonly Item[],
  load: (item: Item) => Member | undefined,
): Promise<{ member: Member; listKey: string }[]> {
  const items = await call.table.getMany(rows.map(({ pk, sk }) => ({ pk, sk })))
  return rows.flatMap((row) => {
    const item = items.find(({ pk }) => pk === row.pk)
    const member = item && load(item)
    return member === undefined ? [] : [{ member, listKey: String(row.listKey) }]
  })
}

export function searched(row: Item, words: readonly string[]): boolean {
  const text = String(row.searchText ?? '')
  return words.every((word) => text.includes(word))
}
