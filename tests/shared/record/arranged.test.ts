import { expect, it } from 'vitest'
import { isArrangedBy } from '../../../shared/record/arranged.ts'
import { Commitment } from '../../../shared/record/commitment.ts'
import { theReport } from '../../support/cast.ts'

const change = (pointer: string, from: unknown = 'before', to: unknown = 'after') => ({ pointer, from, to })
const recorded = (kind: string, more: readonly ReturnType<typeof change>[] = []) => ({
  about: 'evt_1',
  changes: [change('/kind', null, kind), change('/on', null, '2026-05-01'), ...more],
})
const afterEach = Commitment.shape.schedule.parse({ kind: 'after', event: 'submission', period: 'P2Y' })

it.each<[string, ReturnType<typeof recorded> | { changes: ReturnType<typeof change>[] }, boolean]>([
  ['another schedule', { changes: [change('/schedule')] }, true],
  ['another owner', { changes: [change('/ownerId')] }, true],
  ['other lead times', { changes: [change('/leadDays')] }, true],
  ['coming back from the archive', { changes: [change('/status', 'archived', 'active')] }, true],
  [
    'a title, a note and who watches',
    { changes: [change('/title'), change('/note'), change('/watchers')] },
    false,
  ],
  ['a mute', { changes: [change('/mutes/prs_1/', false, true)] }, false],
  ['what is done to one deadline', { changes: [change('/occurrence.2026-06-01/moved')] }, false],
  ['a ratification', recorded('ratification'), true],
  ['a meeting', recorded('meeting'), false],
  [
    'a meeting that sets the next date',
    recorded('meeting', [change('/nextDueOn', null, '2027-01-01')]),
    true,
  ],
  ['a meeting that is taken back', { changes: [change('/kind', 'meeting', null)] }, false],
])('%s: whether it arranges all deadlines of a record anew', (_, deed, isArranged) => {
  expect(isArrangedBy(deed, { record: theReport(), events: [] })).toBe(isArranged)
})

it('a submission arranges what is counted from submissions', () => {
  const report = theReport({ schedule: afterEach })

  expect(isArrangedBy(recorded('submission'), { record: report, events: [] })).toBe(true)
  expect(isArrangedBy(recorded('submission'), { record: theReport(), events: [] })).toBe(false)
})
