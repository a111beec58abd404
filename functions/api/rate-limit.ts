/** How many requests one credential may send. */
export type RateLimit = {
  /** Takes one request of the credential's; answers how many seconds to wait where it has none left, else 0. */
  readonly take: (credential: string) => number
}

const defaults = { perSecond: 50, burst: 500 } as const
/** So many credentials are counted at a time; beyond it the one that was quiet longest is forgotten, and begins full. */
const mostCredentials = 10_000

/**
 * A bucket of requests for each credential, which fills again as time goes by. It is kept by the process: each process
 * of a function has buckets of its own, so a credential may send as many times more as processes answer it. The API's
 * own throttle, before the function, holds all of them together.
 */
export function tokenBuckets(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number } = defaults,
  elapsedMs: () => number = () => performance.now(),
): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(credential) {
      const at = elapsedMs()
      const known = buckets.get(credential) ?? { left: burst, at }
      const left = Math.min(burst, known.left + ((at - known.at) / 1000) * perSecond)
      // Put last: the first of the map is then the one that was quiet longest.
      buckets.delete(credential)
      buckets.set(credential, { left: left >= 1 ? left - 1 : left, at })
      const [quietest] = buckets.keys()
      if (buckets.size > mostCredentials && quietest !== undefined) buckets.delete(quietest)
      return left >= 1 ? 0 : Math.ceil((1 - left) / perSecond)
    },
  }
}
