import { signal } from '@preact/signals'
import type { Organisation } from '../records/record.ts'
import { read } from './client.ts'
import { everyPage } from './every-page.ts'

/** The organisations by id, as far as they have been read. */
const known = signal<ReadonlyMap<string, Organisation>>(new Map())
let asked: Promise<void> | undefined
const missing = new Set<string>()

export function organisations(): readonly Organisation[] {
  void askOnce()
  return [...known.value.values()]
}

/** The name of an organisation, empty until it is known. One beyond the first thousand is asked for by itself. */
export function organisationName(id: string): string {
  const found = known.value.get(id)
  if (found !== undefined) return found.name
  void askOnce().then(() => (known.peek().has(id) || missing.has(id) ? undefined : askFor(id)))
  return ''
}

/** Takes up what was just recorded or changed. */
export function learnOrganisation(organisation: Organisation): void {
  known.value = new Map(known.peek()).set(organisation.id, organisation)
}

/** Forgets all, so that the next to ask reads again: after a sample was removed, or somebody else signed in. */
export function forgetOrganisations(): void {
  asked = undefined
  missing.clear()
  known.value = new Map()
}

async function askOnce(): Promise<void> {
  asked ??= everyPage<Organisation>('/v1/organisations').then((outcome) => {
    if (outcome.ok) known.value = new Map(outcome.body.map((each) => [each.id, each]))
    else asked = undefined
  })
  await asked
}

async function askFor(id: string): Promise<void> {
  missing.add(id)
  const outcome = await read<Organisation>(`/v1/organisations/${id}`)
  if (outcome.ok) learnOrganisation(outcome.body)
}
