import { invalid } from '../../shared/errors/refusal.ts'

/**
 * A place in a list, signed together with what the list was asked for: a cursor that was altered, or that belongs to
 * another list or to other filters, is refused.
 */
export type CursorSigner = {
  write(list: string, position: string): Promise<string>
  /** @throws Refusal invalid at /cursor */
  read(list: string, cursor: string): Promise<string>
}

/** Signs with the workspace's secret, which is read only where a list has a cursor. */
export function cursorSigner(secret: () => Promise<string>): CursorSigner {
  const key = async () => {
    const bytes = new TextEncoder().encode(await secret())
    return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
  }
  const text = (signature: Buffer, position: string) =>
    `${signature.toString('base64url')}.${Buffer.from(position).toString('base64url')}`
  const signed = (list: string, position: string) => new TextEncoder().encode(`${list}\n${position}`)
  return {
    async write(list, position) {
      return text(
        Buffer.from(await crypto.subtle.sign('HMAC', await key(), signed(list, position))),
        position,
      )
    },
    async read(list, cursor) {
      const [signature = '', place = ''] = cursor.split('.').map((part) => Buffer.from(part, 'base64url'))
      const position = place.toString()
      const bytes = Buffer.from(signature)
      const isOurs = await crypto.subtle.verify('HMAC', await key(), bytes, signed(list, position))
      // Base64 is read leniently: the same bytes may have been written otherwise, which is no cursor of ours either.
      if (!isOurs || cursor !== text(bytes, position))
        throw invalid('/cursor', 'This cursor does not belong to this list. Begin without one.')
      return position
    },
  }
}
