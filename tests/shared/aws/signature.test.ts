import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { signedHeaders } from '../../../shared/aws/signature.ts'

/** The hashes that AWS's own signer asks for. */
class Sha256 {
  readonly #hash

  constructor(secret?: any) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret)
  }

  update(data: any): void {
    this.#hash.update(data)
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
const word = fc.stringMatching(/^[A-Za-z0-9/+=]{1,40}$/)
const calls = fc.record({
  body: text,
  service: fc.constantFrom('dynamodb', 'events'),
  region: fc.constantFrom('eu-central-1', 'us-gov-west-1', 'cn-north-1'),
  operation: fc.constantFrom('GetItem', 'TransactWriteItems'),
  accessKeyId: word,
  secretAccessKey: word,
  sessionToken: fc.option(word, { nil: undefined }),
  at: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
})

it('is the one that AWS’s own signer gives, whatever is called, when and by whom', async () => {
  await fc.assert(
    fc.asyncProperty(calls, async ({ body, service, region, operation, at, sessionToken, ...keys }) => {
      const credentials = { ...keys, ...(sessionToken === undefined ? {} : { sessionToken }) }
      const host = `${service}.${region}.amazonaws.com`
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `Target.${operation}` }
      const signer = new SignatureV4({
        service,
        region,
        credentials,
        sha256: Sha256,
        applyChecksum: false,
      })
      const request = { protocol: 'https:', hostname: host, method: 'POST', path: '/', body }

      const ours = signedHeaders({ service, region, host, headers, body }, credentials, at)

      const theirs = await signer.sign({ ...request, headers: { ...headers, host } }, { signingDate: at })
      expect(ours).toEqual(theirs.headers)
    }),
  )
})
