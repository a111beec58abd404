import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Resources } from './synthesised.ts'

/**
 * Stands before the database. It refuses every call on a table that the role at work is not allowed, as AWS does, and
 * keeps what was asked for.
 */
export class Guard {
  readonly #resources: Resources
  readonly #upstream: string
  readonly #server = createServer((incoming, answer) => void this.#pass(incoming, answer))
  readonly #used = new Map<string, Set<string>>()
  #role: string | undefined
  /** What was asked for and not allowed: who asked may have survived it, and only logged it. */
  readonly refused: string[] = []

  private constructor(upstream: string, resources: Resources) {
    this.#upstream = upstream
    this.#resources = resources
  }

  static async before(upstream: string, resources: Resources): Promise<Guard> {
    const guard = new Guard(upstream, resources)
    guard.#server.listen(0, '127.0.0.1')
    await once(guard.#server, 'listening')
    return guard
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Does this in a role. Whatever is done in none is the test's own, and free. */
  async as<Result>(role: string, work: () => Promise<Result>): Promise<Result> {
    this.#role = role
    try {
      return await work()
    } finally {
      this.#role = undefined
    }
  }

  usedBy(role: string): string[] {
    return [...(this.#used.get(role) ?? [])].sort()
  }

  async #pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = Buffer.concat(await Array.fromAsync(incoming))
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    const missing = this.#missing(operation, JSON.parse(body.toString()))
    if (missing !== undefined) {
      const __type = 'com.amazon.coral.service#AccessDeniedException'
      return void answer.writeHead(400).end(JSON.stringify({ __type, message: missing }))
    }
    const onward = request(this.#upstream, { method: 'POST', headers: incoming.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(answer)
    })
    onward.end(body)
  }

  /** What the role at work may not do of what it asks for. */
  #missing(operation: string, input: any): string | undefined {
    const role = this.#role
    if (role === undefined) return undefined
    const used = this.#used.get(role) ?? new Set()
    this.#used.set(role, used)
    const allowed = tablePermissions(this.#resources, role)
    for (const need of neededBy(operation, input)) {
      if (!allowed.includes(need)) {
        this.refused.push(`${role}: ${need}`)
        return `${role} is not authorized to perform ${need}`
      }
      used.add(need)
    }
    return undefined
  }
}

/** What a role may do on the table: an action and, of a query, the index. */
export function tablePermissions(resources: Resources, role: string): string[] {
  const statements = resources.allowed().filter((each) => each.role.startsWith(`${role}FunctionRole`))
  const allowed = statements.flatMap(({ Action, Resource }) =>
    Action.filter((action) => action.startsWith('dynamodb:')).flatMap((action) =>
      Resource.map((arn) => action.slice('dynamodb:'.length) + (/\/index\/(\w+)/.exec(arn)?.[0] ?? '')),
    ),
  )
  return allowed.sort()
}

/** What a call needs, in the same words. A transaction needs what its items need one by one. */
function neededBy(operation: string, input: any): string[] {
  if (operation === 'TransactWriteItems')
    return input.TransactItems.map((item: object) => ofTransaction[Object.keys(item)[0]!]!)
  return [input.IndexName === undefined ? operation : `${operation}/index/${input.IndexName}`]
}

const ofTransaction: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}
