import * as z from 'zod'

const Said = z.object({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
  CancellationReasons: z.array(z.object({ Code: z.string().optional() })).optional(),
})

type Refusal = Pick<AwsError, 'name' | 'message' | 'status' | 'requestId' | 'cancellationCodes'>

/** What a service of AWS refused, under the name that its documentation has for it. */
export class AwsError extends Error {
  override readonly name: string
  readonly status: number
  /** By which AWS finds the request again. */
  readonly requestId: string | undefined
  /** Of a transaction, the code of each of its writes. */
  readonly cancellationCodes: readonly (string | undefined)[]
  /** How often it was tried; after more than one, an earlier attempt may have been carried out. */
  readonly attempts: number

  private constructor(refusal: Refusal, attempts: number) {
    super(refusal.message)
    this.name = refusal.name
    this.status = refusal.status
    this.requestId = refusal.requestId
    this.cancellationCodes = refusal.cancellationCodes
    this.attempts = attempts
  }

  /** From an answer that is not one of success; a proxy's may not be JSON. */
  static of(status: number, requestId: string | undefined, text: string): AwsError {
    const said = Said.safeParse(jsonOf(text)).data ?? {}
    const name = said.__type?.split('#').at(-1) ?? `Http${status}`
    const cancellationCodes = (said.CancellationReasons ?? []).map(({ Code }) => Code)
    return new AwsError(
      { name, message: said.message ?? said.Message ?? name, status, requestId, cancellationCodes },
      1,
    )
  }

  after(attempts: number): AwsError {
    return new AwsError(this, attempts)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
