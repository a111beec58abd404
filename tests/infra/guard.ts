import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { vi } from 'vitest'
import type { Resources } from './synthesised.ts'

/** Refuses every call on a table that the role at work is not allowed, as AWS does, and keeps what was asked for. */
export class Guard {
  readonly #resources: Resources
  readonly #used = new Map<string, Set<string>>()
  #role: string | undefined
  /** What was asked for and not allowed: who asked may have survived it, and only logged it. */
  readonly refused: string[] = []

  constructor(resources: Resources) {
    this.#resources = resources
    const { send } = DynamoDBDocumentClient.prototype
    const admit = (command: unknown) => this.#admit(command)
    vi.spyOn(DynamoDBDocumentClient.prototype, 'send').mockImplementation(async function (
      this: unknown,
      ...args: unknown[]
    ) {
      admit(args[0])
      return Reflect.apply(send, this, args)
    })
    const { send: sendRaw } = DynamoDBClient.prototype
    vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(async function (
      this: unknown,
      ...args: unknown[]
    ) {
      admit(args[0])
      return Reflect.apply(sendRaw, this, args)
    })
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

  #admit(command: unknown): void {
    const role = this.#role
    if (role === undefined) return
    const used = this.#used.get(role) ?? new Set()
    this.#used.set(role, used)
    const allowed = tablePermissions(this.#resources, role)
    for (const need of neededBy(command)) {
      if (!allowed.includes(need)) {
        this.refused.push(`${role}: ${need}`)
        throw new AccessDenied(`${role} is not authorized to perform ${need}`)
      }
      used.add(need)
    }
  }
}

class AccessDenied extends Error {
  override readonly name = 'AccessDeniedException'
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
function neededBy(command: any): string[] {
  if (command instanceof TransactWriteCommand)
    return (command.input.TransactItems ?? []).map((item) => ofTransaction[Object.keys(item)[0]!]!)
  const action = ofCommand.get(command.constructor)
  if (action === undefined) throw new Error(`which permission does ${command.constructor.name} need?`)
  return [command.input.IndexName === undefined ? action : `${action}/index/${command.input.IndexName}`]
}

const ofTransaction: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

const ofCommand = new Map<unknown, string>([
  [GetCommand, 'GetItem'],
  [BatchGetCommand, 'BatchGetItem'],
  [QueryCommand, 'Query'],
  [PutCommand, 'PutItem'],
  [UpdateCommand, 'UpdateItem'],
  [DeleteCommand, 'DeleteItem'],
  [DescribeTableCommand, 'DescribeTable'],
])
