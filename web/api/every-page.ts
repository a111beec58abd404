import { type Outcome, type Query, read } from './client.ts'

/** A page of a list. */
export type Page<Member> = { readonly data: readonly Member[]; readonly nextCursor: string | null }

/** So many pages of 100 are followed: a list that is longer is shown in pages instead. */
const mostPages = 10

/** The whole of a list that is short by nature: a team, the sessions of one organisation. */
export async function everyPage<Member>(
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<Outcome<readonly Member[]>> {
  const members: Member[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const outcome = await read<Page<Member>>(path, { ...query, limit: 100, cursor }, signal)
    if (!outcome.ok) return outcome
    members.push(...outcome.body.data)
    if (outcome.body.nextCursor === null) break
    cursor = outcome.body.nextCursor
  }
  return { ok: true, body: members, etag: null }
}
