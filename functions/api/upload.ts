import { Refusal } from '../../shared/errors/refusal.ts'
import { limitedBytes } from './limited-bytes.ts'

/** What a route takes that is not JSON: a file, as it is. */
export type UploadRule = { readonly mediaTypes: readonly string[]; readonly mostBytes: number }

export type Upload = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly charset: string | undefined
  /** Tells one file from another, as an idempotent request has to. */
  readonly digest: string
}

/** @throws Refusal unsupported_media_type or too_large */
export async function uploadOf(request: Request, rule: UploadRule): Promise<Upload> {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '').split(';')
  const mediaType = type.trim().toLowerCase()
  if (!rule.mediaTypes.includes(mediaType))
    throw new Refusal('unsupported_media_type', `Send a file as one of: ${rule.mediaTypes.join(', ')}.`)
  const bytes = await limitedBytes(request, rule.mostBytes)
  const [, charset] = /charset="?([^"\s]+)"?/i.exec(parameters.join(';')) ?? []
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
  return { bytes, mediaType, charset, digest }
}
