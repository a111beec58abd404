/** So many are worked on at a time. */
const concurrency = 8

/** Works on all, so many at a time, as long as there is time. */
export async function inParallel<Each>(
  all: readonly Each[],
  hasTime: () => boolean,
  work: (each: Each) => Promise<void>,
): Promise<void> {
  const waiting = all.values()
  const workers = Array.from({ length: concurrency }, async () => {
    for (const next of waiting) {
      if (!hasTime()) return
      await work(next)
    }
  })
  await Promise.all(workers)
}
