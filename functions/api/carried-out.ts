import { Refusal } from '../../shared/errors/refusal.ts'
import { ConditionFailed, type Table } from '../../shared/table/table.ts'
import type { Answer, Call, Route } from './route.ts'

/** So often a request is run that keeps meeting others. */
const mostAttempts = 12

/**
 * Runs the route and stores what it says, all or nothing. Where another write came first, the route runs again on
 * what is stored now, so that no update is lost; a caller's own If-Match is then compared again too.
 */
export async function carriedOut(
  table: Table,
  route: Route,
  call: Call,
  attempts = mostAttempts,
): Promise<Answer> {
  const answer = await route.run(call)
  try {
    await table.write(answer.writes ?? [])
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    if (attempts <= 1)
      throw new Refusal('conflict', 'Others are changing this at the same moment. Try again.')
    await pause(mostAttempts - attempts)
    return carriedOut(table, route, call, attempts - 1)
  }
  await answer.afterwards?.().catch(() => undefined)
  return answer
}

/** Grows with each try, with a part of chance, so that those who met do not meet again. */
function pause(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(200, 5 * 2 ** tries)))
}
