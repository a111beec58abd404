import { Refusal } from '../../shared/errors/refusal.ts'

/**
 * The bytes of a body, read no further than the limit: one that says that it is longer is refused before it is read.
 * @throws Refusal too_large
 */
export async function limitedBytes(request: Request, most: number): Promise<Uint8Array> {
  const tooLarge = () => new Refusal('too_large', `A body has at most ${most} bytes here.`)
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > most) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
