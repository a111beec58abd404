import { Hono } from 'hono'
import type { DashboardFile } from '../web/build.ts'
import { contentSecurityPolicy, securityHeaders } from '../web/security-headers.ts'

/**
 * The dashboard at the root of the host. It is built when it is first asked for, once.
 * @param issuer where people sign in, if anywhere: the page may ask it
 */
export function dashboardRoutes(issuer?: string): Hono {
  const policy = contentSecurityPolicy(issuer === undefined ? [] : [new URL(issuer).origin])
  let built: Promise<ReadonlyMap<string, DashboardFile>> | undefined
  const app = new Hono()
  app.on('GET', ['/', '/assets/:name'], async (context, next) => {
    built ??= build()
    const { path } = context.req
    const file = (await built).get(path === '/' ? '/index.html' : path)
    if (file === undefined) return next()
    const cache = file.cache === 'for-ever' ? 'public, max-age=31536000, immutable' : 'no-cache'
    return context.body(file.body, 200, {
      ...securityHeaders,
      'content-security-policy': policy,
      'content-type': file.type,
      'cache-control': cache,
    })
  })
  return app
}

/** esbuild is loaded with the first page, so that a start without a browser does not wait for it. */
async function build(): Promise<ReadonlyMap<string, DashboardFile>> {
  const { buildDashboard } = await import('../web/build.ts')
  const files = await buildDashboard()
  return new Map(files.map((file) => [file.path, file]))
}
