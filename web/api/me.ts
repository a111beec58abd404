import { computed, signal } from '@preact/signals'
import type { Me as MeAnswer } from '../../functions/api/routes/me.ts'
import type { Actor } from '../../shared/history/history.ts'
import type { KeptPerson } from '../../shared/person/person.ts'
import { t } from '../words/words.ts'
import { type Failure, read } from './client.ts'
import { everyPage } from './every-page.ts'

export type Me = MeAnswer
export type Person = KeptPerson

/** Who is signed in, their team, and what the product on one machine loaded to look at. */
export const me = signal<Me | undefined>(undefined)
export const team = signal<readonly Person[]>([])
export const arrivalFailure = signal<Failure | undefined>(undefined)

export const mayWrite = computed(() => me.value !== undefined && me.value.permission !== 'read')
export const mayAdminister = computed(() => me.value?.permission === 'administer')

/** Reads who is signed in. The rest of the page waits for it: it says what day it is. */
export async function arrive(): Promise<void> {
  arrivalFailure.value = undefined
  const [who, people] = await Promise.all([read<Me>('/v1/me'), everyPage<Person>('/v1/team')])
  if (!who.ok) {
    arrivalFailure.value = who.failure
    return
  }
  if (people.ok) team.value = people.body
  me.value = who.body
}

export function today(): string {
  return me.value?.today ?? new Date().toISOString().slice(0, 10)
}

export function zone(): string {
  return me.value?.workspace.zone ?? 'UTC'
}

/** Who did something: a person of the team, whoever a mail's link was for, or the product itself. */
export function actorName(by: Actor | null): string {
  switch (by?.kind) {
    case 'person':
      return nameOf(by.personId)
    case 'mail_link':
      return nameOf(by.recipient)
    default:
      return t('history.system')
  }
}

/** The name of a person of the team; an address stands for itself. */
export function nameOf(personId: string): string {
  return team.value.find(({ id }) => id === personId)?.name ?? personId
}
