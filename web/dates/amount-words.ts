import { numberWords } from '../words/words.ts'

export type Amount = { readonly value: number; readonly currency: string }

/** '12,500 USD' as the language of the page writes it. */
export function amountWords({ value, currency }: Amount): string {
  return `${numberWords(value, { maximumFractionDigits: 6 })} ${currency}`
}

/** The sum of each currency. */
export function totals(amounts: readonly Amount[]): readonly Amount[] {
  const sums = new Map<string, number>()
  for (const { value, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + value)
  return [...sums].map(([currency, value]) => ({ currency, value }))
}
