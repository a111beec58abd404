import type { NoticeChannel } from '../notice.ts'
import type { Post } from '../target/post.ts'
import { teamsOutcome } from './outcome.ts'
import { teamsPayload } from './payload.ts'

/** A channel or chat of Microsoft Teams by the webhook of a workflow. Whoever has the URL may post: it is a secret. */
export function teamsChannel(post: Post, url: string): NoticeChannel {
  return {
    prepare({ page }) {
      const body = JSON.stringify(teamsPayload(page))
      const headers = { 'content-type': 'application/json' }
      return async () => teamsOutcome(await post({ url, headers, body }))
    },
  }
}
