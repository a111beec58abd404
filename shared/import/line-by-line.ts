import type { Step } from './step.ts'

/** So many lines are worked on at a time, where none of them waits for another. */
const concurrency = 8

/** The steps of a line, each with its place in the piece. */
export type Line = readonly { readonly step: Step; readonly offset: number }[]

/**
 * Works on the lines of a piece: the steps of a line one after the other, and the lines too unless all of them stand by
 * themselves. False where the time was up before the end.
 */
export async function lineByLine(
  steps: readonly Step[],
  hasTime: () => boolean,
  work: (line: Line) => Promise<void>,
): Promise<boolean> {
  const numbered = steps.map((step, offset) => ({ step, offset }))
  const lines = Map.groupBy(numbered, ({ step, offset }) =>
    step.line === 0 ? `before ${offset}` : step.line,
  ).values()
  let isWhole = true
  const worker = async () => {
    for (const line of lines) {
      if (!hasTime()) isWhole = false
      if (!isWhole) return
      await work(line)
    }
  }
  await Promise.all(Array.from({ length: steps.every(standsAlone) ? concurrency : 1 }, worker))
  return isWhole
}

/** Whether nothing that other lines bring can change what the step comes to. */
function standsAlone({ noun, merges }: Step): boolean {
  return merges && (noun === 'record' || noun === 'event')
}
