import type { Desk } from '../tests/support/desk.ts'

/** What users do, one at a time, in a workspace of many records; each after all that was done before. */
export type Action = { readonly name: string; readonly run: () => Promise<unknown> }

export const openedAt = '2026-03-02T09:00:00Z'
/** Nothing else falls due on this day. */
export const dueOn = '2026-06-30'

/** Fills a workspace with an organisation and this many yearly commitments to it, all of them planned and asleep. */
export async function fill(desk: Desk, records: number): Promise<string> {
  const { id } = await desk.done('POST', '/v1/organisations', { name: 'International Organisation' })
  for (let n = 0; n < records; n += 1)
    await desk.done('POST', '/v1/commitments', {
      title: `Report ${n}`,
      organisationId: id,
      schedule: {
        kind: 'every',
        startsOn: `2027-01-${String(1 + (n % 28)).padStart(2, '0')}`,
        period: 'P1Y',
      },
    })
  while ((await desk.sweepOnce()).woken > 0);
  return id
}

export async function actionsOf(desk: Desk, organisationId: string): Promise<Action[]> {
  const record = await desk.done('POST', '/v1/commitments', {
    title: 'Annual report',
    organisationId,
    schedule: { kind: 'list', dates: [dueOn, '2026-07-31'] },
    leadDays: [30],
  })
  const deadlines = async () => (await desk.done('GET', `/v1/deadlines?recordId=${record.id}`)).data
  while ((await desk.sweepOnce()).woken > 0);
  const [first, second] = await deadlines()
  const read = await desk.call('GET', `/v1/commitments/${record.id}`)
  const etag = read.headers.get('etag') ?? ''
  const act = (deadline: { id: string; etag: string }, action: string, body: unknown) => () =>
    desk.done('POST', `/v1/deadlines/${deadline.id}/${action}`, body, { 'if-match': deadline.etag })
  const get = (path: string) => () => desk.done('GET', path)
  const plain = { title: 'Final report', organisationId, schedule: { kind: 'once', on: '2027-03-01' } }
  return [
    { name: 'record a commitment', run: () => desk.done('POST', '/v1/commitments', plain) },
    {
      name: 'change its title',
      run: () =>
        desk.done('PATCH', `/v1/commitments/${record.id}`, { title: 'Yearly report' }, { 'if-match': etag }),
    },
    { name: 'move a deadline', run: act(second, 'move', { dueOn: '2026-08-15', reason: 'Extended.' }) },
    { name: 'complete a deadline', run: act(first, 'complete', { on: '2026-03-02' }) },
    { name: 'open a record', run: get(`/v1/commitments/${record.id}`) },
    { name: 'its deadlines', run: deadlines },
    { name: 'its history', run: get(`/v1/records/${record.id}/history`) },
    { name: 'what is due in 30 days', run: get('/v1/deadlines?from=2027-01-01&to=2027-01-31') },
    { name: 'open an organisation', run: get(`/v1/organisations/${organisationId}`) },
    { name: 'records of an organisation', run: get(`/v1/records?organisationId=${organisationId}`) },
    { name: 'search by words', run: get('/v1/records?q=yearly') },
  ]
}

/** Makes this many of the workspace's records due, all at one time and for one person, and moves the clock there. */
export async function makeDue(desk: Desk, records: number): Promise<void> {
  for (let n = 0; n < records; n += 1)
    await desk.done('POST', '/v1/commitments', {
      title: `Due ${n}`,
      schedule: { kind: 'once', on: dueOn },
      leadDays: [7],
    })
  while ((await desk.sweepOnce()).woken > 0);
  desk.setClock('2026-06-23T07:30:00Z')
}
