import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { bombs, computed } from '../../support/schedule-bombs.ts'

let desk: Desk
let organisationId: string

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
  organisationId = (await desk.done('POST', '/v1/organisations', { name: 'UNGA' })).id
})

describe('a schedule that is meant to take all time and all memory', () => {
  it.each(bombs)('is answered, or refused with the field and a remedy: $name', async (bomb) => {
    const { expected, from = '2026-01-01', to = '2026-12-31' } = bomb
    const schedule = JSON.parse(JSON.stringify(bomb.schedule).replaceAll('"org"', `"${organisationId}"`))

    const { status, body } = await desk.call('POST', '/v1/schedules/preview', { schedule, from, to })

    if (typeof expected === 'number') expect([status, body.data?.length]).toEqual([200, expected])
    else {
      expect(status).toBe(JSON.stringify(schedule).length > 65_000 ? 413 : 422)
      // What is beyond the size of any body is not read at all.
      if (status === 422) expect(body.errors.map(({ pointer }: any) => pointer)).toContain(expected)
      for (const { detail } of body.errors) expect(detail.length).toBeGreaterThan(10)
    }
  })

  it('is computed as it is answered', () => {
    for (const bomb of bombs)
      expect([bomb.name, computed(bomb)]).toEqual([
        bomb.name,
        typeof bomb.expected === 'number' ? bomb.expected : 'refused',
      ])
  })

  it('leaves the heap as it was, however often it is tried, within 96 MB', () => {
    const script = join(import.meta.dirname, '../../support/schedule-bombs.ts')

    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=96', script],
      { encoding: 'utf8' },
    )

    expect(stderr).not.toContain('heap')
    expect(JSON.parse(stdout).grownBytes).toBeLessThan(8_000_000)
  })
})
