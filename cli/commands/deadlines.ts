import { pages } from '../../client/client.ts'
import { dateAdvice, readDate } from '../../shared/import/written-date.ts'
import { type Call, type Command, table, textOf } from '../command.ts'
import { exitCodes, Failure, usage } from '../failure.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

export const due: Command = {
  synopsis: 'servanda due [--to DATE] [--check]',
  summary: 'What is overdue and what is due, by date',
  examples: [
    'servanda due',
    'servanda due --to 2026-12-31',
    'servanda due --check || notify "something is overdue"',
  ],
  options: { to: text, check: flag },
  async run({ connection, values, out }) {
    const to = dateOf(textOf(values, 'to'))
    const found = []
    for await (const each of pages(connection.client, 'listDeadlines', { query: { to } }))
      if (each.status === 'open' || each.status === 'overdue') found.push(each)
    if (values.json === true) out.json(found)
    else {
      for (const line of table(
        found.map(({ dueOn, status, title, recordTitle, id }) => [
          dueOn ?? 'postponed',
          status === 'overdue' ? 'OVERDUE' : '',
          title === recordTitle ? title : `${recordTitle}: ${title}`,
          id,
        ]),
      ))
        out.line(line)
      if (found.length === 0) out.tell('Nothing is due.')
    }
    const isOverdue = found.some(({ status }) => status === 'overdue')
    return values.check === true && isOverdue ? exitCodes.overdue : undefined
  },
}

export const done: Command = {
  synopsis: 'servanda done DEADLINE [--on DATE] [--note TEXT] [--evidence TEXT]',
  summary: 'Mark a deadline done',
  examples: ['servanda done com_4f9a….occurrence.2026-11-13 --evidence A/RES/81/1'],
  options: { on: text, note: text, evidence: text },
  run: (call) =>
    act(call, 'completeDeadline', ({ values }) => ({
      on: dateOf(textOf(values, 'on')),
      note: textOf(values, 'note'),
      evidence: textOf(values, 'evidence') === undefined ? [] : [textOf(values, 'evidence') ?? ''],
    })),
}

export const move: Command = {
  synopsis: 'servanda move DEADLINE DATE|none [--reason TEXT]',
  summary: 'Move one deadline; its series stays',
  examples: ['servanda move com_4f9a….occurrence.2026-11-13 20.11.2026 --reason "committee meets later"'],
  options: { reason: text },
  run: (call) =>
    act(call, 'moveDeadline', ({ words, values }) => ({
      dueOn: words[1] === 'none' ? null : requiredDate(words[1]),
      reason: textOf(values, 'reason'),
    })),
}

export const snooze: Command = {
  synopsis: 'servanda snooze DEADLINE DATE|none',
  summary: 'Be silent about a deadline until a day; none ends that',
  examples: ['servanda snooze com_4f9a….occurrence.2026-11-13 2026-10-01'],
  options: {},
  run: (call) =>
    call.words[1] === 'none'
      ? act(call, 'unsnoozeDeadline', () => ({}))
      : act(call, 'snoozeDeadline', ({ words }) => ({ untilOn: requiredDate(words[1]) })),
}

type Acts = {
  completeDeadline: object
  moveDeadline: { dueOn: string | null }
  snoozeDeadline: { untilOn: string }
  unsnoozeDeadline: object
}

/** Acts on a deadline as it is now: read, and changed only if it is still so. */
async function act<Name extends keyof Acts>(
  call: Call,
  name: Name,
  body: (call: Call) => Acts[Name],
): Promise<undefined> {
  const { connection, words, values, out } = call
  const [deadlineId] = words
  if (deadlineId === undefined) throw usage('Name the deadline by its id, as servanda due shows it.')
  const path = { deadlineId }
  const before = await connection.client('readDeadline', { path })
  const response = await connection.send(`/v1/deadlines/${encodeURIComponent(deadlineId)}/${verbs[name]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-match': before.etag ?? '' },
    body: JSON.stringify(body(call)),
  })
  if (!response.ok) throw new Failure(await problemText(response))
  const { body: after } = await connection.client('readDeadline', { path })
  if (values.json === true) out.json(after)
  else out.line(`${after.dueOn ?? 'postponed'}  ${after.status}  ${after.title}`)
}

const verbs = {
  completeDeadline: 'complete',
  moveDeadline: 'move',
  snoozeDeadline: 'snooze',
  unsnoozeDeadline: 'unsnooze',
} as const

/** What a refusal says, with each field. */
export async function problemText(response: Response): Promise<string> {
  const said: { detail?: string; errors?: { pointer: string; detail: string }[] } = JSON.parse(
    (await response.text()) || '{}',
  )
  return [
    said.detail ?? `The server answered ${response.status}.`,
    ...(said.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`),
  ].join(' ')
}

export function dateOf(written: string | undefined): string | undefined {
  return written === undefined ? undefined : requiredDate(written)
}

export function requiredDate(written: string | undefined): string {
  if (written === undefined) throw usage('Write a date.')
  const read = readDate(written)
  if (read.kind === 'understood') return read.on
  throw new Failure(dateAdvice(written, read).replace(/, or say the order.*$/, '.'), exitCodes.usage)
}
