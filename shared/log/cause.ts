import * as z from 'zod'
import { redacted } from './redacted.ts'

/** What a log says of something that went wrong: where it happened, and never what was being worked on. */
export type Cause = {
  readonly name: string
  /** Of our own words, what is neither an address nor a secret; of others' words, nothing. */
  readonly detail: string | null
  readonly at: readonly string[]
}

const mostFrames = 12
/** Errors whose words are ours or the engine's. Others may quote a body, a header or a row: JSON's do, and the SDK's. */
const plain = new Set(['Error', 'TypeError', 'RangeError'])

export function causeOf(error: unknown): Cause {
  if (error instanceof z.ZodError) return { ...framesOf(error), name: 'ZodError', detail: issuesOf(error) }
  if (!(error instanceof Error)) return { name: typeof error, detail: null, at: [] }
  const isAws = '$metadata' in error
  const name = redacted(error.name).slice(0, 80)
  if (isAws) return { ...framesOf(error), name, detail: requestOf(error.$metadata) }
  return { ...framesOf(error), name, detail: plain.has(error.name) ? redacted(error.message) : null }
}

/** One line of a log, as JSON: what CloudWatch and everything else can search. */
export function logLine(level: 'info' | 'error', members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ level, ...members })
}

function framesOf({ stack }: Error): Pick<Cause, 'at'> {
  const lines = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { at: lines.slice(0, mostFrames).map((line) => line.trim()) }
}

/** Which members of a row did not fit and how, without their values. */
function issuesOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 10)
    .map(({ code, path }) => `${code} at /${path.map((part) => redacted(String(part))).join('/')}`)
    .join(', ')
}

/** By what AWS finds a request again. */
function requestOf(metadata: unknown): string {
  const { httpStatusCode, requestId } = z
    .object({ httpStatusCode: z.number().optional(), requestId: z.string().optional() })
    .catch({})
    .parse(metadata)
  return `status ${httpStatusCode ?? 'unknown'}, request ${redacted(requestId ?? 'unknown')}`
}
