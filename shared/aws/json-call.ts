import { setTimeout as pause } from 'node:timers/promises'
import { type Attempt, attemptedOnce } from './attempt.ts'
import { AwsError } from './aws-error.ts'
import type { Credentials } from './signature.ts'

/** A service of AWS that speaks its JSON protocol. */
export type AwsService = {
  /** As it is signed for, and as its host is named. */
  readonly service: string
  /** What stands before the operation in `x-amz-target`. */
  readonly target: string
  readonly version: '1.0' | '1.1'
}

/** Where AWS is, and who calls. */
export type AwsAccount = {
  readonly region: string
  readonly credentials: () => Promise<Credentials>
  /** In the place of the service's own address. */
  readonly endpoint?: string | undefined
  /** How long one attempt may take. Left to itself, a call would wait for ever for an answer that got lost. */
  readonly attemptMs?: number | undefined
}

/** Carries out an operation of a service. The answer is believed to have the shape that AWS documents. */
export type JsonCall = <Answer>(operation: string, input: object) => Promise<Answer>

/** As the SDK: three times again at most, after a time of chance that doubles; longer where AWS asks for less. */
const mostAttempts = 4
const baseMs = { fault: 50, throttled: 500 } as const

/**
 * Calls of one service, each tried again where trying again may help. It stands for the SDK's client, which is two
 * thirds of a cold start: docs/decisions/0016.
 * @throws AwsError what the service answers; `attempts` says whether an earlier attempt may have been carried out
 */
export function jsonCall(service: AwsService, account: AwsAccount): JsonCall {
  const attempt = attemptedOnce(service, account)
  return async (operation, input) => {
    const body = JSON.stringify(input)
    for (let attempts = 1; ; attempts += 1) {
      const attempted: Attempt = await attempt(operation, body)
      if (attempted.kind === 'answered') return JSON.parse(attempted.text)
      const { again, error } = attempted
      if (again === 'never' || attempts === mostAttempts)
        throw error instanceof AwsError ? error.after(attempts) : error
      await pause(Math.random() * baseMs[again] * 2 ** (attempts - 1))
    }
  }
}
