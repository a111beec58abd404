import * as z from 'zod'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { Group } from '../reminder/delivery.ts'
import { Instant } from '../time/instant.ts'

/** Where the links of mails lead, on the origin of the API. */
export const mailLinksPath = '/mail-links'

const Whose = {
  workspaceId: WorkspaceId,
  /** A person's id, or an address without an account. */
  recipient: z.string().max(320),
  expiresAt: Instant,
}

/** What a link in a mail lets whoever has it do: one act, to one deadline, for the one person who was sent it. */
export const DeadlineLink = z.strictObject({
  action: z.enum(['acknowledge', 'snooze', 'complete']),
  ...Whose,
  deadlineId: z.string().max(200),
})
export type DeadlineLink = z.output<typeof DeadlineLink>

/** Ends the reminders of the records that one mail is about. */
export const UnsubscribeLink = z.strictObject({
  action: z.literal('unsubscribe'),
  ...Whose,
  channel: Group.shape.channel,
  envelopeSk: z.string().max(100),
})
export type UnsubscribeLink = z.output<typeof UnsubscribeLink>

export const MailLink = z.discriminatedUnion('action', [DeadlineLink, UnsubscribeLink])
export type MailLink = z.output<typeof MailLink>

/** So long a link in a mail works. */
export const linkSeconds = 60 * 86_400

/** Longer than any link that is handed out. */
const mostCharacters = 2_000

/**
 * Signs links with a key of their own, derived from the workspace's secret: a signature of a link is none of anything
 * else, and the other way round.
 */
export async function signMailLink(secret: string, link: MailLink): Promise<string> {
  const payload = Buffer.from(JSON.stringify(link)).toString('base64url')
  const signature = await crypto.subtle.sign('HMAC', await keyFrom(secret), new TextEncoder().encode(payload))
  return `${payload}.${Buffer.from(signature).toString('base64url')}`
}

/**
 * The link that a token stands for, or undefined where it is none of ours, was altered, or is written otherwise than
 * we wrote it. Whether it has expired is for the reader to say.
 */
export async function readMailLink(
  token: string,
  secretOf: (workspaceId: WorkspaceId) => Promise<string | undefined>,
): Promise<MailLink | undefined> {
  const [payload = '', signature = '', ...rest] = token.slice(0, mostCharacters).split('.')
  const link = linkIn(payload)
  const secret = link && (await secretOf(link.workspaceId))
  if (link === undefined || secret === undefined || rest.length > 0) return undefined
  const bytes = Buffer.from(signature, 'base64url')
  const signed = new TextEncoder().encode(payload)
  const isOurs = await crypto.subtle.verify('HMAC', await keyFrom(secret), bytes, signed)
  return isOurs && bytes.toString('base64url') === signature ? link : undefined
}

function linkIn(payload: string): MailLink | undefined {
  try {
    const read = MailLink.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    return read.success ? read.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** HKDF (RFC 5869) with a purpose of its own. */
async function keyFrom(secret: string) {
  const encoded = (text: string) => new TextEncoder().encode(text)
  const whole = await crypto.subtle.importKey('raw', encoded(secret), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: encoded('servanda'), info: encoded('mail links') },
    whole,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign', 'verify'],
  )
}
