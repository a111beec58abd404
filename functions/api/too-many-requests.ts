import { Refusal } from '../../shared/errors/refusal.ts'

/** The refusal of a credential that asks more than it may. Source: RFC 6585, section 4. */
export class TooManyRequests extends Refusal {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('too_many_requests', `This credential asks too often. Ask again in ${retryAfterSeconds} s.`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
