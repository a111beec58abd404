import type { Context } from 'hono'
import { isStale, lastSweep } from '../../shared/health/sweep-report.ts'
import type { ApiParts } from './app.ts'
import { authenticate } from './authenticate.ts'

/**
 * How the service is. Whether it answers and whether reminders go out, for anyone; how a workspace is, for whoever is
 * in it. It answers 200 as long as it answers at all: a watchdog that restarts the API would mend nothing of the sweep.
 */
export async function health(parts: ApiParts, context: Context): Promise<Response> {
  const { table, clock } = parts
  const now = clock()
  const swept = await lastSweep(table)
  const status = isStale(swept, now) ? 'stale' : 'ok'
  const authorization = context.req.header('authorization')
  if (authorization === undefined) return context.json({ status, now })
  const {
    identity: { workspaceId },
  } = await authenticate(parts, now, authorization)
  const { workspaceHealth } = await import('./workspace-health.ts')
  return context.json({
    status,
    now,
    lastSweepAt: swept?.at ?? null,
    ...(await workspaceHealth(parts, workspaceId, now)),
  })
}
