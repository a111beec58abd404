import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'

/** What DynamoDB bills: requests are for latency, units for money. */
export type Usage = {
  readonly readRequests: number
  readonly writeRequests: number
  readonly readUnits: number
  readonly writeUnits: number
}

const Consumed = z.object({
  CapacityUnits: z.number(),
  ReadCapacityUnits: z.number().optional(),
  WriteCapacityUnits: z.number().optional(),
})
const Output = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() })

const nothing: Usage = { readRequests: 0, writeRequests: 0, readUnits: 0, writeUnits: 0 }

/** Counts what a client asks of the database, as the database itself says what it consumed. */
export class Meter {
  #usage = nothing

  constructor(client: DynamoDBDocumentClient) {
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const answer = await next({
            ...args,
            input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
          })
          this.#count(isWrite(commandName), Output.parse(answer.output))
          return answer
        },
      { step: 'initialize', name: 'meter' },
    )
  }

  /** What this work uses; other work at the same time would be counted with it. */
  async of(work: () => Promise<unknown>): Promise<Usage> {
    this.#usage = nothing
    await work()
    return this.#usage
  }

  #count(write: boolean, { ConsumedCapacity = [] }: z.output<typeof Output>): void {
    const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
    const { readRequests, writeRequests, readUnits, writeUnits } = this.#usage
    this.#usage = write
      ? { ...this.#usage, writeRequests: writeRequests + 1, writeUnits: writeUnits + units }
      : { ...this.#usage, readRequests: readRequests + 1, readUnits: readUnits + units }
  }
}

function isWrite(commandName: string): boolean {
  return /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(commandName)
}
