import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFolder, Product } from '../support/product.ts'

const program = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const flag = '--disable-warning=ExperimentalWarning'
let folder: string
let product: Product
let recordId: string

beforeAll(async () => {
  folder = await newFolder()
  product = await Product.start(folder, { SERVANDA_NOW: '2026-03-02T09:00:00Z', SERVANDA_SAMPLE: 'none' })
})

afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true })
})

function environment(more: Record<string, string | undefined> = {}) {
  return { PATH: process.env.PATH, SERVANDA_URL: product.baseUrl, SERVANDA_TOKEN: product.token, ...more }
}

function servanda(args: string[], more: Record<string, string | undefined> = {}, input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [flag, program, ...args], {
    env: environment(more),
    cwd: folder,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  })
  return { status, stdout, stderr }
}

describe('the command line', () => {
  it('helps with examples first, and needs no server for it', () => {
    const { status, stdout, stderr } = servanda(['help'], { SERVANDA_URL: 'http://127.0.0.1:1' })

    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Examples:\n {2}servanda due\n/)
    for (const name of [
      'due',
      'add',
      'show',
      'done',
      'move',
      'snooze',
      'import',
      'export',
      'preview',
      'simulate',
      'verify',
      'doctor',
    ])
      expect(stdout).toContain(`\nservanda ${name}`)
    expect(servanda(['move', '--help']).stdout).toContain('servanda move com_4f9a')
  })

  it('adds, shows, lists, moves, snoozes and completes', () => {
    const added = servanda(['add', 'Report', '--due', '31.12.2026'])
    recordId = added.stdout.trim()
    const deadline = `${recordId}.occurrence.2026-12-31`

    expect(recordId).toMatch(/^com_/)
    expect(servanda(['due']).stdout).toBe(`2026-12-31    Report  ${deadline}\n`)
    expect(servanda(['show', recordId]).stdout).toBe(`Report\n2026-12-31  open  Report  ${deadline}\n`)
    expect(servanda(['show', deadline]).stdout).toContain('why     ')
    expect(servanda(['snooze', deadline, '1 June 2026']).stdout).toBe('2026-12-31  open  Report\n')
    expect(servanda(['snooze', deadline, 'none']).stdout).toBe('2026-12-31  open  Report\n')
    expect(JSON.parse(servanda(['show', deadline, '--json']).stdout)).toMatchObject({ snoozedUntilOn: null })
    expect(servanda(['move', deadline, '2027-01-15', '--reason', 'later']).stdout).toBe(
      '2027-01-15  open  Report\n',
    )
    expect(servanda(['done', deadline, '--evidence', 'A/1', '--on', '2026-03-01']).stdout).toBe(
      '2027-01-15  done  Report\n',
    )
    const { stdout } = servanda(['show', deadline, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ status: 'done', evidence: ['A/1'], completedOn: '2026-03-01' })
  })

  it('previews a schedule from standard input', () => {
    const schedule = '{"kind":"every","startsOn":"2024-01-31","period":"P1M"}'
    const { stdout } = servanda(
      ['preview', '-', '--from', '2026-02-01', '--to', '2026-03-31', '--json'],
      {},
      schedule,
    )

    expect(JSON.parse(stdout).map(({ dueOn }: any) => dueOn)).toEqual(['2026-02-28', '2026-03-31'])
  })

  it('imports with a report of each line that is refused, and exports what imports again', () => {
    const sheet = join(folder, 'sheet.csv')
    writeFileSync(sheet, 'Ref,Title,Due\n1,Good,2027-05-01\n2,Bad,03/04/2026\n')
    const refused = servanda(['import', sheet])

    expect(refused.status).toBe(1)
    expect(refused.stdout).toContain('line 3, Due: The date can be read in more than one way.')
    expect(refused.stdout).toContain('nothing is stored, since lines are refused: 1 new')
    expect(servanda(['import', sheet, '--dates', 'day-first', '--dry-run']).stdout).toContain(
      'would be stored: 2 new',
    )
    const stored = servanda(['import', sheet, '--dates', 'day-first', '--json'])
    expect([stored.status, JSON.parse(stored.stdout)[0].counts.create]).toEqual([0, 2])
    const file = join(folder, 'workspace.jsonl')
    expect(servanda(['export', '--output', file]).status).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('"title":"Good"')
    expect(servanda(['import', file]).stdout).toContain('stored: 0 new, 0 changed')
    expect(servanda(['export', '--view', 'records', '--format', 'csv']).stdout).toMatch(
      /^kind,externalRef,title/,
    )
  })

  it('tells scripts by its exit code', async () => {
    expect(servanda(['due', '--check']).status).toBe(0)
    await product.call('POST', '/local/clock', { now: '2027-06-01T09:00:00Z' })

    expect(servanda(['due', '--check']).status).toBe(3)
    expect(servanda(['due']).status).toBe(0)
    expect(servanda(['dew']).status).toBe(2)
    expect(servanda(['due', '--nonsense'])).toMatchObject({ status: 2, stdout: '' })
    expect(servanda(['show', 'com_1'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'servanda: There is no such resource.\n',
    })
    const nowhere = servanda(['due'], { SERVANDA_URL: 'http://127.0.0.1:1' })
    expect([nowhere.status, nowhere.stderr]).toEqual([4, expect.stringContaining('cannot be reached')])
  })

  it('takes a token from the environment, a file that is closed to others, or standard input; not over plain http', () => {
    const file = join(folder, 'mine')
    writeFileSync(file, product.token, { mode: 0o600 })
    const from = { SERVANDA_TOKEN: undefined, SERVANDA_TOKEN_FILE: file }

    expect(servanda(['verify'], from).status).toBe(0)
    chmodSync(file, 0o644)
    expect(servanda(['verify'], from)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('chmod 600'),
    })
    expect(
      servanda(['verify', '--token-stdin'], { SERVANDA_TOKEN: undefined }, `${product.token}\n`).status,
    ).toBe(0)
    expect(
      servanda(['due'], { SERVANDA_TOKEN: undefined, SERVANDA_TOKEN_FILE: '/nowhere' }).stderr,
    ).toContain('There is no token')
    expect(servanda(['due'], { SERVANDA_URL: 'http://servanda.example' }).stderr).toContain('Use https')
  })

  it('verifies the history, and says how the service is', () => {
    expect(servanda(['verify']).stdout).toMatch(/^\d+ histories, 0 of them broken\n$/)
    const kept = join(folder, 'heads.jsonl')
    expect(servanda(['verify', '--save', kept]).status).toBe(0)
    servanda(['add', 'Later', '--due', '31.12.2028'])
    expect(servanda(['verify', '--heads', kept]).status).toBe(0)
    const heads = readFileSync(kept, 'utf8')
    expect(heads).toContain('{"of":"workspace","seq":1,')
    writeFileSync(kept, heads.replace(/("of":"workspace","seq":1,"hash":")./, '$1x'))
    expect(servanda(['verify', '--heads', kept])).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /^workspace has another history than was kept, from entry 1 on\n\d+ histories, 1 /,
      ),
    })
    expect(servanda(['doctor']).stdout).toMatch(/^ok {4}service: .*\nok {4}token: is taken\n/)
  })

  it.skipIf(!existsSync('/usr/bin/script'))('runs in a real terminal, which no title can steer', () => {
    servanda(['add', 'Red \u001b[31malarm\u0007', '--due', '2027-12-01'])
    const command = `${process.execPath} ${flag} ${program} due`
    const { stdout, status } = spawnSync('/usr/bin/script', ['-qec', command, '/dev/null'], {
      env: { ...environment(), TERM: 'xterm' },
      cwd: folder,
      encoding: 'utf8',
    })

    expect(status).toBe(0)
    expect(stdout).toContain('OVERDUE')
    expect(stdout).toContain('Red \ufffd[31malarm\ufffd')
    expect(stdout).not.toContain('\u001b')
  })
})
