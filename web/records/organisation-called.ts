import { folded } from '../../shared/text/folded.ts'

type Named = { readonly name: string; readonly shortName: string | null }

/** The one of exactly this name, or the only one whose name differs from it in marks and capitals alone. */
export function organisationCalled<One extends Named>(text: string, all: readonly One[]): One | undefined {
  const names = ({ name, shortName }: Named) => (shortName === null ? [name] : [name, shortName])
  const alike = all.filter((each) => names(each).map(folded).includes(folded(text)))
  return alike.find((each) => names(each).includes(text)) ?? (alike.length === 1 ? alike[0] : undefined)
}
