import type { Channel, Message, Outcome } from '../../shared/channel/channel.ts'
import { Desk, RecordingChannel } from './desk.ts'
import { Crash, crashingTable, type Fault } from './faulty-table.ts'
import { MemoryTable } from './memory-table.ts'

/** An answer of the provider; of an unknown one, whether the mail arrived. */
export type Answer = Outcome & { readonly arrives?: boolean }

/** A story of one or more reminders, and the sweep in it that meets a fault. */
export type Story = {
  readonly prepare: (desk: Desk) => Promise<void>
  /** When the sweep begins that meets the fault, with the deliveries that follow it. */
  readonly at: string
  /** What the provider answers, one send after the other; then it accepts. */
  readonly answers?: readonly Answer[]
  readonly until: string
}

/** What came of a story: the mails that arrived, how the ledger ends, and whether the fault fell behind a fence. */
export type Ending = {
  readonly calls: number
  readonly arrived: readonly Message[]
  readonly states: readonly string[]
  readonly wasFenced: boolean
}

class StoryChannel extends RecordingChannel {
  readonly arrived: Message[] = []
  readonly #answers: Answer[]

  constructor(answers: readonly Answer[]) {
    super()
    this.#answers = [...answers]
    this.outcome = (message) => {
      const answer = this.#answers.shift() ?? { kind: 'accepted', providerId: null }
      if (answer.kind === 'accepted' || answer.arrives === true) this.arrived.push(message)
      return answer
    }
  }
}

/** A channel that can be asked what it has accepted, as the mailbox of one machine can. */
class AskableChannel extends StoryChannel implements Channel {
  async lookUp(key: string): Promise<Outcome | undefined> {
    const known = this.arrived.some((message) => message.key === key)
    return known ? { kind: 'accepted', providerId: null } : undefined
  }
}

/** Plays a story with a fault at the n-th call, then lets others go on until all is quiet. */
export async function crashAt(
  story: Story,
  channelIs: 'askable' | 'mute',
  n: number,
  fault: Fault,
): Promise<Ending> {
  const memory = new MemoryTable()
  const desk = await Desk.open('2026-03-02T09:00:00Z', memory)
  await story.prepare(desk)
  desk.setClock(story.at)
  const answers = story.answers ?? []
  const channel = channelIs === 'askable' ? new AskableChannel(answers) : new StoryChannel(answers)
  desk.channel = channel
  const table = crashingTable(desk.table, n, fault)
  await desk.sweepOnce(table).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  const isBehindFence = [...memory.items()].some(
    ({ sk, state, claimNonce }) =>
      sk.startsWith('ENVELOPE#') && state === 'fenced' && claimNonce !== 'nobody',
  )
  await desk.passTo(story.until)
  const { data } = await desk.done('GET', '/v1/reminders?from=2026-03-01&to=2026-12-31&limit=100')
  const states = data.filter(({ deliveryId }: any) => deliveryId !== null).map(({ state }: any) => state)
  return { calls: table.calls(), arrived: channel.arrived, states, wasFenced: isBehindFence }
}

/** Plays a story once for each call that it has, with a fault there, and once without any. */
export async function* everyCrash(story: Story, channelIs: 'askable' | 'mute', fault: Fault) {
  for (let n = 1; ; n += 1) {
    const ending = await crashAt(story, channelIs, n, fault)
    yield { n, ...ending }
    if (ending.calls < n) return
  }
}
