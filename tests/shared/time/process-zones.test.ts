import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const script = join(import.meta.dirname, '../../support/dates-digest.ts')
const zones = [
  'UTC',
  'Asia/Baku',
  'America/New_York',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
]

function digestIn(zone: string): { offsetMinutes: number; digest: string } {
  const { stdout, stderr } = spawnSync(process.execPath, [script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

it('dates and instants are the same whatever the time zone of the process', () => {
  const found = zones.map(digestIn)

  expect(found.map(({ offsetMinutes }) => offsetMinutes)).toEqual([0, -240, 240, -780, -630, -345])
  expect(new Set(found.map(({ digest }) => digest)).size).toBe(1)
})
