import { signal } from '@preact/signals'
import { token } from './session.ts'

/** What the product on one machine loaded to look at. Elsewhere there is none. */
export type Sample = {
  readonly state: 'loaded' | 'removed' | 'none'
  readonly records: readonly string[]
  readonly organisations: readonly string[]
}

export const sample = signal<Sample>({ state: 'none', records: [], organisations: [] })

/** Asks whether there is a sample. Where nobody answers, there is none. */
export async function readSample(): Promise<void> {
  const answer = await ask('GET')
  if (answer !== undefined) sample.value = answer
}

/** Removes exactly what the sample brought. Answers whether that is done. */
export async function removeSample(): Promise<boolean> {
  const answer = await ask('DELETE')
  if (answer !== undefined) sample.value = answer
  return answer !== undefined
}

export function isSample(id: string): boolean {
  return (
    sample.value.state === 'loaded' &&
    (sample.value.records.includes(id) || sample.value.organisations.includes(id))
  )
}

async function ask(method: 'GET' | 'DELETE'): Promise<Sample | undefined> {
  const headers = { authorization: `Bearer ${token.value ?? ''}` }
  const response = await fetch('/local/sample', { method, headers }).catch(() => undefined)
  const isJson = response?.headers.get('content-type')?.startsWith('application/json') ?? false
  return response?.ok && isJson ? response.json() : undefined
}
