import { describe, expect, it } from 'vitest'
import { sessionNamed } from '../../../shared/organisation/session-name.ts'

const bodies = ['United Nations General Assembly', 'General Assembly', 'UNGA']

describe('the title of an event names a session', () => {
  it.each<[string, number]>([
    ['81st session', 81],
    ['Eighty-first session', 81],
    ['EIGHTY FIRST SESSION', 81],
    ['Session 81', 81],
    ['Session No. 81', 81],
    ['General Assembly: 82nd regular session (2027)', 82],
    ['Opening of the 83rd session of the United Nations General Assembly', 83],
    ['UNGA – Twelfth session', 12],
    ['Fortieth annual session', 40],
    ['One hundred and sixty-second session', 162],
    ['Hundredth session', 100],
    ['111th session', 111],
  ])('%s', (title, ordinal) => {
    expect(sessionNamed(title, bodies)).toEqual({ ordinal })
  })

  it.each([
    ['General debate of the 81st session', /names session 81, and says more: "general debate"/],
    ['Eleventh emergency special session', /no session/],
    ['Resumed 81st session', /more: "resumed"/],
    ['81st session of the Human Rights Council', /more: "human rights council"/],
    ['81st and 82nd sessions', /no session/],
    ['Session 2026', /a year/],
    ['2026 session', /no session/],
    ['Christmas', /no session/],
    ['', /no session/],
  ])('not clearly: %s', (title, why) => {
    expect(sessionNamed(title, bodies)).toEqual({ unclear: expect.stringMatching(why) })
  })
})
