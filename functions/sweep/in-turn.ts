/**
 * Orders work so that those it belongs to take turns: the most urgent of each, then the second of each, and so on.
 * Whoever has ten thousand things due holds up another's single one by one thing, not by ten thousand.
 */
export function inTurn<Each>(
  all: Iterable<Each>,
  ownerOf: (each: Each) => string,
  urgencyOf: (each: Each) => string,
): Each[] {
  const owned = new Map<string, Each[]>()
  for (const each of all) {
    const owner = ownerOf(each)
    const own = owned.get(owner)
    if (own === undefined) owned.set(owner, [each])
    else own.push(each)
  }
  const turns = [...owned.values()].map((own) => sorted(own, urgencyOf))
  const longest = Math.max(0, ...turns.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) =>
    turns.flatMap((own) => own.slice(turn, turn + 1)),
  ).flat()
}

function sorted<Each>(all: readonly Each[], urgencyOf: (each: Each) => string): Each[] {
  return all.toSorted((a, b) => {
    const [first, second] = [urgencyOf(a), urgencyOf(b)]
    return first < second ? -1 : Number(first > second)
  })
}
