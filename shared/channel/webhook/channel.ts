import type { NoticeChannel } from '../notice.ts'
import type { Post } from '../target/post.ts'
import { webhookPayload } from './payload.ts'
import type { WebhookSecret } from './secret.ts'
import { sendWebhook } from './send.ts'

/** A program that is told of reminders by a signed webhook. */
export function webhookChannel(
  post: Post,
  to: { readonly url: string; readonly secrets: readonly WebhookSecret[] },
): NoticeChannel {
  return {
    prepare(notice) {
      const body = JSON.stringify(webhookPayload(notice))
      return () => sendWebhook(post, to, { id: notice.key, body })
    },
  }
}
