import { readFileSync } from 'node:fs'
import { text as read } from 'node:stream/consumers'
import { readPeriod } from '../../shared/import/written-value.ts'
import { type Command, table, textOf } from '../command.ts'
import { Failure, usage } from '../failure.ts'
import { problemText, requiredDate } from './deadlines.ts'

const text = { type: 'string' } as const

export const add: Command = {
  synopsis: 'servanda add TITLE --due DATE [--every PERIOD] [--note TEXT]',
  summary: 'Record a commitment',
  examples: [
    'servanda add "Report to the committee" --due 31.12.2026',
    'servanda add "Contribution" --due 2027-01-31 --every yearly',
  ],
  options: { due: text, every: text, note: text },
  async run({ connection, words, values, out }) {
    const [title] = words
    if (title === undefined) throw usage('Write a title.')
    const on = requiredDate(textOf(values, 'due'))
    const every = textOf(values, 'every')
    const schedule =
      every === undefined
        ? { kind: 'once' as const, on }
        : { kind: 'every' as const, startsOn: on, period: readPeriod(every) }
    const { body } = await connection.client('recordCommitment', {
      body: { title, schedule, note: textOf(values, 'note') ?? null },
    })
    if (values.json === true) out.json(body)
    else out.line(body.id)
    return undefined
  },
}

export const show: Command = {
  synopsis: 'servanda show RECORD|DEADLINE',
  summary: 'A record with its deadlines, or a deadline and why it is the date it is',
  examples: ['servanda show com_4f9a…'],
  options: {},
  async run({ connection, words, values, out }) {
    const [id] = words
    if (id === undefined) throw usage('Name a record or a deadline by its id.')
    if (id.includes('.')) {
      const { body } = await connection.client('readDeadline', { path: { deadlineId: id } })
      if (values.json === true) out.json(body)
      else
        for (const line of table([
          ['due', body.dueOn ?? 'postponed'],
          ['status', body.status],
          ['title', body.title],
          ['why', body.basis],
        ]))
          out.line(line)
      return undefined
    }
    const { body: record } = await connection.client('readRecord', { path: { recordId: id } })
    const { body: deadlines } = await connection.client('listDeadlines', { query: { recordId: id } })
    if (values.json === true) out.json({ ...record, deadlines: deadlines.data })
    else {
      out.line(record.title ?? id)
      for (const line of table(
        deadlines.data.map(({ dueOn, status, title, id }) => [dueOn ?? 'postponed', status, title, id]),
      ))
        out.line(line)
    }
    return undefined
  },
}

export const preview: Command = {
  synopsis: 'servanda preview FILE|- --from DATE --to DATE',
  summary: 'The dates that a schedule gives; nothing is stored',
  examples: [
    `echo '{"kind":"every","startsOn":"2024-01-31","period":"P1M"}' | servanda preview - --from 2026-01-01 --to 2026-12-31`,
  ],
  options: { from: text, to: text },
  async run({ connection, words, values, out }) {
    const [file] = words
    if (file === undefined) throw usage('Name a file with a schedule in JSON, or - for standard input.')
    const schedule = file === '-' ? await read(process.stdin) : readFileSync(file, 'utf8')
    const days = { from: requiredDate(textOf(values, 'from')), to: requiredDate(textOf(values, 'to')) }
    const response = await connection.send('/v1/schedules/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"schedule":${schedule},"from":${JSON.stringify(days.from)},"to":${JSON.stringify(days.to)}}`,
    })
    if (!response.ok) throw new Failure(await problemText(response))
    const { data }: { data: { dueOn: string; basis: string }[] } = JSON.parse(await response.text())
    if (values.json === true) out.json(data)
    else for (const line of table(data.map(({ dueOn, basis }) => [dueOn, basis]))) out.line(line)
    return undefined
  },
}
