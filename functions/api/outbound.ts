import type { Get } from '../../shared/channel/target/get.ts'
import type { Post } from '../../shared/channel/target/post.ts'
import type { Reach } from '../../shared/channel/target/target.ts'

/** Within the time that a request has. */
const timeoutMs = 8_000

/** What calls addresses that somebody entered: loaded by the first such call, since few requests make any. */
export function outbound(reach: Reach): { readonly post: Post; readonly get: Get } {
  return {
    async post(request) {
      const { openPost } = await import('../../shared/channel/target/post.ts')
      return openPost({ reach, timeoutMs })(request)
    },
    async get(request) {
      const { openGet } = await import('../../shared/channel/target/get.ts')
      return openGet({ reach, timeoutMs })(request)
    },
  }
}
