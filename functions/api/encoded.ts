import type { Context } from 'hono'
import type { Answer, AnsweredFile } from './route.ts'

/** An answer as it goes out, with its ETag, its address and where the list goes on. */
export function encoded(context: Context, answer: Answer): Response {
  if (answer.etag !== undefined) context.header('etag', answer.etag)
  if (answer.location !== undefined) context.header('location', answer.location)
  if (typeof answer.nextCursor === 'string') {
    const next = new URL(context.req.url)
    next.searchParams.set('cursor', answer.nextCursor)
    context.header('link', `<${next.pathname}${next.search}>; rel="next"`)
  }
  if (answer.file !== undefined) return fileAnswer(context, answer.file)
  return context.json(answer.body, answer.status)
}

function fileAnswer(context: Context, { mediaType, name, content }: AnsweredFile): Response {
  if (name !== null) context.header('content-disposition', `attachment; filename="${name}"`)
  return context.body(content, 200, { 'content-type': mediaType })
}
