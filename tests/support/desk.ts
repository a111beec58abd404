import { type ApiParts, createApp } from '../../functions/api/app.ts'
import { deliver } from '../../functions/deliver/deliver.ts'
import { type SweepCounts, sweep } from '../../functions/sweep/sweep.ts'
import { callWebhook } from '../../functions/webhook/call-webhook.ts'
import { nextWake } from '../../local/runtime.ts'
import type { Channel, Message, Outcome } from '../../shared/channel/channel.ts'
import { openPost, type Post } from '../../shared/channel/target/post.ts'
import { newId } from '../../shared/identity/id.ts'
import { type GroupMessage, groupOf } from '../../shared/reminder/group.ts'
import { indexPartitions, keys, wakeShards } from '../../shared/table/keys.ts'
import { all, type Table } from '../../shared/table/table.ts'
import { Instant } from '../../shared/time/instant.ts'
import { newSecretText, Token, tokenHash } from '../../shared/token/token.ts'
import { tokenPuts } from '../../shared/token/token-store.ts'
import type { WebhookDue } from '../../shared/webhook/webhook-message.ts'
import { foundWorkspace } from '../../shared/workspace/workspace-acts.ts'
import { newTable } from './database.ts'

/** A channel that keeps what it was given and answers as it is told. */
export class RecordingChannel implements Channel {
  readonly name = 'email'
  readonly sent: Message[] = []
  outcome: Outcome | ((message: Message) => Outcome) = { kind: 'accepted', providerId: null }

  async send(message: Message): Promise<Outcome> {
    this.sent.push(message)
    return typeof this.outcome === 'function' ? this.outcome(message) : this.outcome
  }

  get subjects(): string[] {
    return this.sent.map(({ subject }) => subject)
  }
}

export type Answered = { status: number; body: any; headers: Headers }

/** A workspace with its API, its clock and its outgoing mail: what a test plays the desk officer with. */
export class Desk {
  readonly token: string
  channel = new RecordingChannel()
  /** What sends to the channels of the team: receivers of this machine too. */
  post = openPost({ reach: 'loopback_too', timeoutMs: 2_000 })
  readonly faults: unknown[] = []
  /** Where the links of its mails lead; without it, they have none. */
  linksUrl: string | undefined
  /** What receivers of webhooks answer: they accept. */
  receivers: Post = async () => ({
    kind: 'answered',
    status: 204,
    retryAfterSeconds: null,
    body: '',
    isWhole: true,
  })
  readonly table: Table
  #now: Instant
  readonly app

  private constructor(table: Table, now: Instant, token: string, parts: Partial<ApiParts>) {
    this.table = table
    this.#now = now
    this.token = token
    const report = (fault: unknown) => this.faults.push(fault)
    this.app = createApp({ table, tableId: () => this.tableId(), clock: this.clock, report, ...parts })
  }

  /** Opens a desk in a table of its own, or beside another one in the same table. */
  static async open(now: string, beside?: Table, parts: Partial<ApiParts> = {}): Promise<Desk> {
    const table = beside ?? (await newTable())
    const token = `token-${crypto.randomUUID()}`
    const at = Instant.parse(now)
    await table.write(await foundWorkspace({ now: at, name: 'Desk', email: 'admin@example.org', token }))
    return new Desk(table, at, token, parts)
  }

  /** The id of the table that is live; a test that restores it gives it another. */
  tableId = async () => 'the table of the tests'

  /** The same people with their tokens at another table, such as one that was restored. */
  on(table: Table, tableId: string): Desk {
    const desk = new Desk(table, this.#now, this.token, {})
    desk.tableId = async () => tableId
    return desk
  }

  readonly clock = (): Instant => this.#now

  setClock(now: string): void {
    this.#now = Instant.parse(now)
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const response = await this.app.request(path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: bodyOf(text, response.headers.get('content-type') ?? ''),
      headers: response.headers,
    }
  }

  /** The header of a new token of a member of the team. */
  async tokenOf(personId: string, scope: 'read' | 'write' = 'write', expiresAt: string | null = null) {
    const text = newSecretText('svd')
    const stored = (await this.table.get(keys.token(await tokenHash(this.token))))?.data
    const id = newId('token')
    const token = Token.parse({ ...Object(stored), id, personId, name: 'Test', scope, expiresAt })
    await this.table.write(await tokenPuts(token, text))
    return { authorization: `Bearer ${text}` }
  }

  /** As `call`, for what has to go well. */
  async done(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<any> {
    const answer = await this.call(method, path, body, headers)
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  /** Does something to a deadline as it is now. */
  async act(deadlineId: string, action: string, body: unknown = {}): Promise<any> {
    const { etag } = await this.done('GET', `/v1/deadlines/${deadlineId}`)
    return this.done('POST', `/v1/deadlines/${deadlineId}/${action}`, body, { 'if-match': etag })
  }

  /** One sweep, and the delivery of all that it publishes. */
  async sweepOnce(table: Table = this.table): Promise<SweepCounts> {
    const queue: GroupMessage[] = []
    const calls: WebhookDue[] = []
    const publish = async (messages: readonly GroupMessage[]) => {
      queue.push(...messages)
      return messages
    }
    const counts = await sweep({
      table,
      tableId: this.tableId,
      now: this.clock,
      publish,
      callWebhooks: async (due) => {
        calls.push(...due)
        return due
      },
      report: (fault) => this.faults.push(fault),
    })
    for (const message of queue) await this.deliverOnce(message, table)
    for (const call of calls)
      await callWebhook({ table, tableId: this.tableId, now: this.clock, post: this.receivers }, call)
    return counts
  }

  /** The messages that are due by now, as a sweep of the table that they are of would hand them over. */
  async due(): Promise<GroupMessage[]> {
    const messages: GroupMessage[] = []
    for (let shard = 0; shard < wakeShards; shard += 1)
      for await (const row of all(this.table, {
        index: 'byWake',
        partition: indexPartitions.wake(shard),
        to: this.#now,
      }))
        messages.push(...[groupOf(row)].filter((each) => each !== undefined))
    return messages
  }

  deliverOnce(message: GroupMessage, table: Table = this.table): Promise<void> {
    const nonce = crypto.randomUUID()
    return deliver(
      {
        table,
        tableId: this.tableId,
        now: this.clock,
        channel: this.channel,
        post: this.post,
        nonce,
        baseUrl: null,
        linksUrl: this.linksUrl,
        from: 'servanda@example.org',
      },
      message,
    )
  }

  /** Moves the clock through every wake on the way, and sweeps at each. */
  async passTo(until: string): Promise<void> {
    const end = Instant.parse(until)
    for (let sweeps = 0; sweeps < 2_000; sweeps += 1) {
      const wakeAt = await nextWake(this.table)
      if (wakeAt === undefined || wakeAt > end) break
      if (wakeAt > this.#now) this.#now = wakeAt
      await this.sweepOnce()
    }
    this.#now = end
  }
}

/** JSON as what it says; a file as its text. */
function bodyOf(text: string, mediaType: string): any {
  if (text === '') return undefined
  return /[/+]json\b/.test(mediaType) ? JSON.parse(text) : text
}
