import * as z from 'zod'

/** Days before a deadline on which to remind, each once. */
export const LeadDays = z
  .array(z.int().min(0, { error: 'Write whole days from 0.' }).max(3650))
  .max(20, { error: 'At most 20 lead times.' })
  .refine((days) => new Set(days).size === days.length, { error: 'Name each lead time once.' })
export type LeadDays = z.output<typeof LeadDays>
