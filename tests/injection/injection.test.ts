import { parse as parseCsv } from 'csv-parse/sync'
import ICAL from 'ical.js'
import { type ParsedMail, simpleParser } from 'mailparser'
import nodeIcal from 'node-ical'
import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5'
import { expect, it } from 'vitest'
import { createApp } from '../../functions/api/app.ts'
import { createFeeds } from '../../functions/feed/app.ts'
import { smtpChannel } from '../../shared/channel/email-smtp/channel.ts'
import { logLine } from '../../shared/log/cause.ts'
import { aServer } from '../shared/channel/email-smtp/smtp-servers.ts'
import { answering, aReceiver } from '../shared/channel/target/receivers.ts'
import { Desk } from '../support/desk.ts'
import { MemoryTable } from '../support/memory-table.ts'

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></body></html><h1>x',
  '<!channel> <https://evil.example|here> *b* &lt;',
  '[here](javascript:alert(1))',
  '=HYPERLINK("https://evil.example","x")',
  '@SUM(1+1)*cmd|"/C calc"!A0',
  'a,b;c"d""e\t=1',
  'x\r\nBcc: all@example.org\r\n\r\nbody',
  'x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:forged',
  'x\rATTENDEE:mailto:all@example.org;\\n,',
  '{"level":"error"}\n{"forged":true}',
  'x\u2028y\u0085z\u202e\u2066',
]

type Element = DefaultTreeAdapterTypes.Node

/** Every element, with the names of its attributes: what text that is not encoded would change. */
function elements(node: Element): string[] {
  const own = 'tagName' in node ? [`${node.tagName} ${node.attrs.map(({ name }) => name).sort()}`] : []
  return [...own, ...('childNodes' in node ? node.childNodes.flatMap(elements) : [])]
}

/** JSON with the type of each value in its place. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape)
  if (value === null || typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]))
}

function toOf({ to }: { readonly to?: ParsedMail['to'] | undefined }): string {
  return [to]
    .flat()
    .map((each) => each?.text)
    .join()
}

/** All that goes out of a workspace in which everything is called by a text, as independent parsers read it. */
async function seen(text: string) {
  const mails: Buffer[] = []
  const { url: smtp } = await aServer({
    async onData(stream, _session, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(Buffer.from(chunk))
      mails.push(Buffer.concat(chunks))
      done()
    },
  })
  const lines: string[] = []
  const desk = await Desk.open('2026-03-02T09:00:00Z', new MemoryTable(), { reach: 'loopback_too' })
  desk.channel = smtpChannel(smtp) as never
  const post = (path: string, body: object) => desk.done('POST', path, body)
  await desk.done('PATCH', '/v1/settings', { name: text }, { 'if-match': '*' })
  const person = await post('/v1/team', { name: text, email: 'leyla@example.org' })
  const stand = await post('/v1/team', { name: 'Otto', email: 'otto@example.org' })
  const away = { startsOn: '2026-04-01', endsOn: '2026-06-30', standInId: stand.id, note: text }
  await post(`/v1/team/${person.id}/absences`, away)
  const { id: organisationId } = await post('/v1/organisations', { name: text, note: text })
  const receivers = new Map<string, Awaited<ReturnType<typeof aReceiver>>>()
  const watchers: string[] = []
  for (const kind of ['slack', 'teams', 'webhook']) {
    const receiver = await aReceiver(answering(kind === 'teams' ? 202 : 200, 'ok'))
    receivers.set(kind, receiver)
    watchers.push((await post('/v1/channels', { kind, name: text, target: receiver.url })).id)
  }
  await post('/v1/commitments', {
    title: text,
    note: text,
    areas: [text],
    organisationId,
    schedule: { kind: 'once', on: '2026-06-01' },
    leadDays: [7],
    ownerId: person.id,
    watchers,
  })
  await desk.passTo('2026-05-25T09:00:00Z')

  const parsed = (await Promise.all(mails.map((mail) => simpleParser(mail)))).toSorted((a, b) =>
    toOf(a) < toOf(b) ? -1 : 1,
  )
  const csv = await desk.app.request('/v1/exports?view=records&format=csv', {
    headers: { authorization: `Bearer ${desk.token}` },
  })
  const feed = await post('/v1/feeds', { name: text })
  const feeds = createFeeds({ table: desk.table, clock: desk.clock, report: () => undefined })
  const calendar = await (await feeds.request(feed.url)).text()
  const brief = await desk.app.request(`/v1/organisations/${organisationId}/brief`, {
    headers: { authorization: `Bearer ${desk.token}` },
  })
  const app = createApp({
    table: desk.table,
    tableId: desk.tableId,
    clock: desk.clock,
    report: () => undefined,
    log: (line) => lines.push(logLine('info', line)),
  })
  await app.request(`/v1/records/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}`, {
    headers: { authorization: `Bearer ${desk.token}`, 'user-agent': encodeURIComponent(text) },
  })
  const rows: string[][] = parseCsv(await csv.text(), { bom: true, relax_column_count: true })
  const component = new ICAL.Component(ICAL.parse(calendar))
  const others = Object.values(nodeIcal.sync.parseICS(calendar)).filter((each: any) => each.type === 'VEVENT')
  return {
    faults: desk.faults,
    structure: {
      mails: parsed.map(({ headers, to, html, attachments }) => ({
        headers: [...headers.keys()].sort(),
        to: toOf({ to }),
        elements: elements(parseHtml(html || '')),
        attachments: attachments.length,
      })),
      json: [...receivers].map(([kind, { received }]) => [
        kind,
        received.map(({ body }) => shape(JSON.parse(body))),
      ]),
      csv: rows.map((row) => row.length),
      calendar: component
        .getAllSubcomponents()
        .map((each) => [each.name, each.getAllProperties().map(({ name }) => name)]),
      calendarElsewhere: others.length,
      brief: elements(parseHtml(await brief.text())),
      log: lines.map((line) => Object.keys(JSON.parse(line))),
    },
    cells: rows.flat(),
    texts: [...receivers.values()].flatMap(({ received }) => received.map(({ body }) => body)),
    summaries: component.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each).summary),
  }
}

it.each(payloads)('what is called %j changes the structure of nothing that goes out', async (text) => {
  const plain = await seen('plain')

  const hostile = await seen(text)

  expect(plain.structure.mails).toHaveLength(2)
  expect(plain.structure.json.map(([, bodies]) => bodies?.length)).toEqual([1, 1, 1])
  expect(hostile.structure).toEqual(plain.structure)
  expect(hostile.faults).toEqual([])
  // What a spreadsheet would run.
  expect(hostile.cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  expect(
    hostile.texts.filter((body) => /<!channel>|<https:\/\/evil/.test(JSON.parse(body).text ?? '')),
  ).toEqual([])
  expect(hostile.summaries).toHaveLength(1)
})
