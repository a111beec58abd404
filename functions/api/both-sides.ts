import { Refusal } from '../../shared/errors/refusal.ts'
import type { Json } from '../../shared/errors/unstorable.ts'
import { canonical } from '../../shared/history/history.ts'
import type { Call, Route } from './route.ts'

/** A member that somebody wanted to change and that is otherwise by now. */
export type Conflict = { readonly pointer: string; readonly yours: unknown; readonly current: unknown }

/** The refusal of a change of what has changed, with what it is now: the caller sees both sides. */
export class StaleRefusal extends Refusal {
  readonly current: unknown
  readonly etag: string | undefined
  readonly conflicts: readonly Conflict[]

  constructor(stale: Refusal, current: unknown, etag: string | undefined, conflicts: readonly Conflict[]) {
    super(stale.code, stale.message, stale.errors)
    this.current = current
    this.etag = etag
    this.conflicts = conflicts
  }
}

/**
 * A stale refusal with what is there now, as the operation that reads it answers: so nobody sees here what they could
 * not read there. Any other error stays as it is.
 */
export async function withBothSides(
  error: unknown,
  routes: readonly Route[],
  route: Route,
  call: Call,
): Promise<unknown> {
  if (!(error instanceof Refusal) || error.code !== 'stale') return error
  const reading = routes.find(({ method, path }) => method === 'get' && isOf(path, route.path))
  if (reading === undefined) return error
  try {
    const { body, etag } = await reading.run({ ...call, query: {} })
    return new StaleRefusal(error, body, etag, route.method === 'patch' ? conflictsOf(call.body, body) : [])
  } catch (gone) {
    if (gone instanceof Refusal) return error
    throw gone
  }
}

/** Whether a path reads what another one changes: the same, or an action one step below. */
function isOf(path: string, changing: string): boolean {
  return path === changing || path === changing.replace(/\/[a-z-]+$/, '')
}

/** The members of a merge patch that are not, by now, what it wants them to be. */
function conflictsOf(patch: Json, current: unknown): Conflict[] {
  if (!isObject(patch) || !isObject(current)) return []
  const is = new Map<string, unknown>(Object.entries(current))
  return Object.entries(patch)
    .filter(([name, yours]) => canonical(yours) !== canonical(is.get(name) ?? null))
    .map(([name, yours]) => ({
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      yours,
      current: is.get(name) ?? null,
    }))
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
