import * as z from 'zod'
import { invalid } from '../../shared/errors/refusal.ts'
import { fields, isField } from '../../shared/import/columns.ts'

const Told = z.record(z.string(), z.union([z.literal(null), z.string()]))

/**
 * What the caller says that columns hold, by their headers; null: nothing that is wanted.
 * @throws Refusal invalid at /columns
 */
export function columnsOf(text: string | undefined) {
  const told = Told.safeParse(text === undefined ? {} : jsonOf(text))
  const advice = `Write JSON of headers and fields, such as {"Their header": "title", "Another": null}. Fields: ${fields.join(', ')}.`
  if (!told.success) throw invalid('/columns', advice)
  return new Map(
    Object.entries(told.data).map(([header, field]) => {
      if (field !== null && !isField(field)) throw invalid('/columns', `"${field}" is not a field. ${advice}`)
      return [header, field] as const
    }),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
