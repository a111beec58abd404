import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newFolder, Product, ProductEnded } from '../support/product.ts'

/** A Monday. */
const SERVANDA_NOW = '2026-03-02T09:00:00Z'
let folder: string
let running: Product[]

beforeEach(async () => {
  folder = await newFolder()
  running = []
})

afterEach(async () => {
  for (const product of running) await product.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(environment: Record<string, string> = {}): Promise<Product> {
  const product = await Product.start(folder, { SERVANDA_NOW, ...environment })
  running.push(product)
  return product
}

/** The processes that were started on the folder. */
function processesOn(path: string): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  return listed.split('\n').flatMap((line) => (line.includes(path) ? [Number.parseInt(line, 10)] : []))
}

async function gone(path: string): Promise<number[]> {
  for (let tries = 0; tries < 100 && processesOn(path).length > 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return processesOn(path)
}

const report = { title: 'Annual report', schedule: { kind: 'once', on: '2026-06-01' }, leadDays: [30, 7] }

describe('the product on one machine', () => {
  it('keeps its data through a restart', async () => {
    const first = await start()
    await first.call('POST', '/v1/commitments', report)
    await first.stop()

    const second = await start()

    const { body } = await second.call('GET', '/v1/records')
    expect(body.data.map(({ title }: any) => title)).toEqual(['Annual report'])
  })

  it('keeps what it has acknowledged through kill -9, and opens at once', async () => {
    const first = await start()
    const { body: made } = await first.call('POST', '/v1/commitments', report)
    const [product] = execFileSync('pgrep', ['-P', String(first.child.pid)], { encoding: 'utf8' }).split('\n')
    process.kill(Number(product), 'SIGKILL')

    const second = await start()

    expect((await second.call('GET', `/v1/records/${made.id}`)).status).toBe(200)
  })

  it('refuses a second process on its folder with one line', async () => {
    await start()

    const refused = await start().catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(ProductEnded)
    const { code, printed } = refused as ProductEnded
    expect(code).not.toBe(0)
    expect(printed.split('\n').filter((line) => line.startsWith('servanda:'))).toEqual([
      `servanda: Another process is using ${folder}. Stop it, or name another folder in SERVANDA_DATA.`,
    ])
  })

  it('stops everything that it started when npm is told to end', async () => {
    const product = await start()
    const before = processesOn(folder)

    await product.stop()

    expect(before.length).toBeGreaterThan(0)
    expect(await gone(folder)).toEqual([])
  })

  it('leaves no database behind when it is killed', async () => {
    const first = await start()
    const [product] = execFileSync('pgrep', ['-P', String(first.child.pid)], { encoding: 'utf8' }).split('\n')

    process.kill(Number(product), 'SIGKILL')

    expect(await gone(folder)).toEqual([])
  })

  it('names the variable that it cannot read', async () => {
    const refused = await start({ SERVANDA_NOW: 'tomorrow' }).catch((error: unknown) => error)

    expect((refused as ProductEnded).printed).toContain('SERVANDA_NOW: Write an instant')
  })

  it('answers loopback names only', async () => {
    const product = await start()

    const { port } = new URL(product.baseUrl)
    const status = execFileSync(
      'curl',
      [
        '-s',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        '-H',
        'host: evil.example',
        `http://127.0.0.1:${port}/v1/healthz`,
      ],
      { encoding: 'utf8' },
    )

    expect(status).toBe('421')
  })
})

describe('the clock', () => {
  it('is moved forward through every wake on the way', async () => {
    const product = await start()
    await product.call('POST', '/v1/commitments', report)

    const moved = await product.call('POST', '/local/clock', { now: '2026-06-02T09:00:00Z' })

    expect(moved).toMatchObject({ status: 200, body: { now: expect.stringMatching(/^2026-06-02T09:00:0/) } })
    expect(await product.subjects()).toEqual([
      'Annual report: 1 June 2026 (in 31 days)',
      'Annual report: 1 June 2026 (in 7 days)',
    ])
  })

  it('is not moved back', async () => {
    const product = await start()

    const refused = await product.call('POST', '/local/clock', { now: '2026-03-01T09:00:00Z' })

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/now' }] } })
  })

  it('runs on from where it was, and what fell due while the product was stopped is sent late at the start', async () => {
    const first = await start()
    await first.call('POST', '/v1/commitments', report)
    await first.call('POST', '/local/clock', { now: '2026-03-10T09:00:00Z' })
    await first.stop()

    const second = await start({ SERVANDA_NOW: '2026-05-27T10:00:00Z' })

    expect(await second.subjects()).toEqual(['Late: Annual report: 1 June 2026 (in 5 days)'])
  })
})
