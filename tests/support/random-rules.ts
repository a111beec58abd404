import { dayAt } from '../../shared/time/day.ts'
import type { Random } from './random.ts'

export type RandomRule = { readonly text: string; readonly startsOn: string }

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** A rule that RFC 5545 allows, with every part now and then, and a day of 1990 to 2030 that it starts on. */
export function randomRule({ below, chance, pick }: Random): RandomRule {
  const whole = (from: number, to: number) => from + below(to - from + 1)
  const signed = (most: number) => (chance(0.3) ? -1 : 1) * whole(1, most)
  const list = (most: number, item: () => number | string) =>
    [...new Set(Array.from({ length: whole(1, most) }, item))].join(',')
  const parts: string[] = []
  const add = (probability: number, name: string, value: () => number | string) => {
    if (chance(probability)) parts.push(`${name}=${value()}`)
  }
  const has = (name: string) => parts.some((part) => part.startsWith(name))

  const frequency = pick(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])
  const isYearly = frequency === 'YEARLY'
  add(0.35, 'BYMONTH', () => list(4, () => whole(1, 12)))
  add(isYearly ? 0.25 : 0, 'BYWEEKNO', () => list(4, () => signed(53)))
  add(isYearly ? 0.2 : 0, 'BYYEARDAY', () => list(8, () => signed(366)))
  add(frequency === 'WEEKLY' ? 0 : 0.35, 'BYMONTHDAY', () => list(6, () => signed(31)))
  const nth = frequency === 'MONTHLY' ? 5 : isYearly && !has('BYWEEKNO') ? 20 : 0
  add(0.45, 'BYDAY', () =>
    list(4, () => (nth > 0 && chance(0.4) ? `${signed(nth)}${pick(WEEKDAYS)}` : pick(WEEKDAYS))),
  )
  add(has('BY') ? 0.25 : 0, 'BYSETPOS', () => list(3, () => signed(chance(0.7) ? 5 : 40)))
  add(0.5, 'INTERVAL', () => whole(1, 5))
  add(0.3, 'WKST', () => pick(WEEKDAYS))
  add(0.3, 'COUNT', () => whole(1, 30))
  return { text: [`FREQ=${frequency}`, ...parts].join(';'), startsOn: dayAt(whole(7305, 22_280)) }
}
