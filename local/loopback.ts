import type { MiddlewareHandler } from 'hono'

const names = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Refuses requests that name another host. The server listens on loopback only, but a page of the web could reach it
 * there through a name that it makes resolve to loopback (DNS rebinding).
 */
export const onlyLoopback: MiddlewareHandler = async (context, next) => {
  if (!names.has(new URL(context.req.url).hostname))
    return context.text('This address serves loopback only.', 421)
  await next()
}
