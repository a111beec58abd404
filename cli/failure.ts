/** What a script can tell from the exit code. */
export const exitCodes = { done: 0, failed: 1, usage: 2, overdue: 3, unreachable: 4 } as const

/** A command that cannot be carried out: one line for whoever typed it, and the code for scripts. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: (typeof exitCodes)[keyof typeof exitCodes]

  constructor(message: string, code: Failure['code'] = exitCodes.failed) {
    super(message)
    this.code = code
  }
}

export function usage(message: string): Failure {
  return new Failure(`${message} Try: servanda help`, exitCodes.usage)
}
