import { expect, it } from 'vitest'
import { differences, foreseen, wasTold } from '../../../local/forecast.ts'
import { WorkspaceId } from '../../../shared/identity/workspace-id.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { Desk } from '../../support/desk.ts'
import { MemoryTable } from '../../support/memory-table.ts'
import { random } from '../../support/random.ts'

const period = { from: Instant.parse('2026-03-02T09:00:00Z'), to: Instant.parse('2027-03-31T12:00:00Z') }

const policies = {
  followUp: { afterDays: [1, 7, 14], everyDays: 30 },
  digest: { weekday: 1, beyondDays: 20 },
  escalation: { withinDays: 30, deputyAfterWorkingDays: 2, supervisorAfterWorkingDays: 4 },
}

/** A desk with records of every sort, owned by three people, some of whom have choices of their own. */
async function aDesk(seed: number, settings: object): Promise<Desk> {
  const desk = await Desk.open(period.from, new MemoryTable())
  const dice = random(seed)
  await desk.done('PATCH', '/v1/settings', settings, { 'if-match': '*' })
  const people: string[] = []
  for (const name of ['Leyla', 'Otto', 'Nigar'])
    people.push((await desk.done('POST', '/v1/team', { name, email: `${name}@example.org` })).id)
  const digest = dice.pick(['none', { weekday: 4, beyondDays: 5 }])
  await desk.done('PATCH', `/v1/team/${people[0]}/reminders`, { digest }, { 'if-match': '*' })
  for (let n = 0; n < 8; n += 1) {
    const month = String(1 + dice.below(12)).padStart(2, '0')
    const date = (year: number) => `${year}-${month}-${String(1 + dice.below(28)).padStart(2, '0')}`
    const record = await desk.done('POST', '/v1/commitments', {
      title: `Report ${n}`,
      schedule: { kind: 'list', dates: [date(2026), date(2027)] },
      milestones: [{ key: 'draft', title: 'Draft', offset: '-P3W' }],
      ownerId: dice.pick([...people, null]),
      deputyId: dice.pick([...people, null]),
      supervisorId: dice.pick([...people, null]),
      watchers: dice.pick([[], ['registry@example.org'], [dice.pick(people)]]),
      leadDays: dice.pick([null, [30, 7, 1], [60, 14]]),
      followUp: dice.pick([null, null, 'none', { afterDays: [3], everyDays: null }]),
      trackedFrom: '2026-01-01',
    })
    if (dice.chance(0.2))
      await desk.done('POST', `/v1/records/${record.id}/mutes`, { recipient: 'registry@example.org' })
  }
  return desk
}

it.each([
  ['as a new workspace has it', {}, 1],
  ['with follow-ups, digests and escalation', policies, 2],
  ['with all of them, and other days', { ...policies, workingDays: [1, 2, 4], sendingHour: '16:30' }, 3],
])('what the preview says is what is sent, to whom and when, %s', async (_, settings, seed) => {
  const desk = await aDesk(seed, settings)
  const workspaceId = WorkspaceId.parse((await desk.table.query({ partition: 'WORKSPACES' })).items[0]?.sk)

  const { tellings } = await foreseen(desk.table, workspaceId, period)
  await desk.passTo(period.to)

  const told = await wasTold(desk.table, workspaceId, period)
  expect(tellings.length).toBeGreaterThan(40)
  expect(differences(tellings, told)).toEqual({ onlyFirst: [], onlySecond: [] })
  expect(desk.faults).toEqual([])
})

it('the list of reminders has digests, follow-ups and escalation as planned, a year at a time', async () => {
  const desk = await aDesk(2, policies)
  const planned: any[] = []
  let cursor = ''
  do {
    const path = `/v1/reminders?state=planned&from=2026-03-02&to=2027-03-01&limit=100${cursor}`
    const page = await desk.done('GET', path)
    planned.push(...page.data)
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
  } while (cursor !== '')
  const weekday = (at: string) => new Date(at).getUTCDay()

  const registry = planned.filter(({ recipient, leadDays }) => recipient.includes('@') && leadDays > 20)
  expect(planned.some(({ leadDays }) => leadDays < 0)).toBe(true)
  expect(registry.length).toBeGreaterThan(0)
  expect(new Set(registry.map(({ sendAt }) => weekday(sendAt)))).toEqual(new Set([1]))
})
