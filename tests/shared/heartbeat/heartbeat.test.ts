import { describe, expect, it } from 'vitest'
import { dueHeartbeat, nextHeartbeat, noHeartbeat, toldThrough } from '../../../shared/heartbeat/heartbeat.ts'
import { day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { ministry } from '../../support/cast.ts'

const at = (text: string) => Instant.parse(text)

/** What is told next where it is turned on at an instant. */
function nextAfter(now: string, workspace = ministry()) {
  return nextHeartbeat(toldThrough(noHeartbeat, workspace, at(now)), workspace)
}

describe('a heartbeat', () => {
  it('tells of a month at the sending hour of the first working day after it', () => {
    // 1 August 2026 is a Saturday.
    expect(nextAfter('2026-07-10T12:00:00Z')).toEqual({
      startsOn: '2026-07-01',
      endsOn: '2026-07-31',
      sendAt: '2026-08-03T08:00:00Z',
      label: 'none',
    })
  })

  it('goes by the zone, the hour, the working days and the holidays of its workspace', () => {
    const workspace = ministry({
      zone: 'Asia/Baku',
      sendingHour: '09:30',
      workingDays: [1, 2, 3, 4],
      holidays: ['2027-01-04'],
    })

    expect(nextAfter('2026-12-15T12:00:00Z', workspace).sendAt).toBe('2027-01-05T05:30:00Z')
  })

  it.each([
    ['before the hour of its month, tells of the month before', '2026-08-03T08:00:00Z', '2026-07-01'],
    ['after it, of the month that is under way', '2026-08-03T08:00:01Z', '2026-08-01'],
  ])('that is turned on %s', (_, now, startsOn) => {
    expect(nextAfter(now).startsOn).toBe(startsOn)
  })

  it('is due at its hour, and not before', () => {
    expect(dueHeartbeat(day('2026-06-30'), ministry(), at('2026-08-03T07:59:59Z'))).toBeUndefined()
    expect(dueHeartbeat(day('2026-06-30'), ministry(), at('2026-08-03T08:00:00Z'))?.endsOn).toBe('2026-07-31')
  })

  it('tells after a silence of months of all of them at once, and calls itself late', () => {
    expect(dueHeartbeat(day('2026-06-30'), ministry(), at('2026-11-20T12:00:00Z'))).toEqual({
      startsOn: '2026-07-01',
      endsOn: '2026-10-31',
      sendAt: '2026-11-02T08:00:00Z',
      label: 'late',
    })
  })

  it('does not tell later of what passed while it was off', () => {
    const off = { toldThroughOn: day('2026-01-31'), isOff: true, last: null }

    expect(toldThrough(off, ministry(), at('2026-08-10T12:00:00Z'))).toBe('2026-07-31')
  })

  it('is not told again where it is turned off and on within a month', () => {
    const off = { toldThroughOn: day('2026-07-31'), isOff: true, last: null }

    // The hour of the workspace has become later since: it would still be to come.
    const workspace = ministry({ sendingHour: '16:00' })
    expect(toldThrough(off, workspace, at('2026-08-03T09:00:00Z'))).toBe('2026-07-31')
  })
})
