import * as z from 'zod'

/** Text of 1 to `most` characters (Unicode code points), not blank. Kept exactly as given. */
function text(most: number) {
  const error = `Write 1 to ${most} characters.`
  return z
    .string({ error })
    .min(1, { error, abort: true })
    .refine((value) => [...value].length <= most && value.trim() !== '', { error })
    .meta({ maxLength: most })
}

/** A title or a name. */
export const Title = text(300)
/** A short label: an area, a capacity, a role. */
export const Label = text(120)
/** A reference number, a symbol, an external key. */
export const Reference = text(200)
/** A note or a reason. */
export const Note = text(5000)

/** A web or mail address that may be shown as a link. Other schemes are refused: they can run code. */
export const Url = z
  .string()
  .max(2000, { error: 'Write an address of at most 2,000 characters.' })
  .refine((value) => /^(https?:|mailto:)/i.test(value) && URL.canParse(value), {
    error: 'Write an address that begins with https://, http:// or mailto:.',
  })
  .meta({ format: 'uri' })

export const Link = z.strictObject({ title: Title.nullable().default(null), url: Url })
export type Link = z.output<typeof Link>

/** An e-mail address as the WHATWG defines it for forms. */
export const EmailAddress = z
  .string()
  .max(254, { error: 'Write an address of at most 254 characters.' })
  .regex(
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
    {
      error: 'Write an e-mail address, such as desk@example.org.',
    },
  )
  .meta({ format: 'email' })

/** An amount of money; the currency as ISO 4217 codes it. */
export const Amount = z.strictObject({
  /** The table keeps no number that is nearer to nothing than 1e-130. */
  value: z
    .number()
    .min(-1e15)
    .max(1e15)
    .refine((value) => value === 0 || Math.abs(value) >= 1e-6, {
      error: 'Write 0, or an amount of at least 0.000001.',
    }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'Write the three letters of ISO 4217, such as USD.' }),
})
export type Amount = z.output<typeof Amount>
