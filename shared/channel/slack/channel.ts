import type { NoticeChannel } from '../notice.ts'
import type { Post } from '../target/post.ts'
import { slackOutcome } from './outcome.ts'
import { slackPayload } from './payload.ts'

/** A channel of Slack by its incoming webhook. Whoever has the URL may post, so it is a secret. */
export function slackChannel(post: Post, url: string): NoticeChannel {
  return {
    prepare({ page }) {
      const body = JSON.stringify(slackPayload(page))
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      return async () => slackOutcome(await post({ url, headers, body }))
    },
  }
}
