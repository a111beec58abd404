import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import { bundle } from '../infra/bundle.ts'
import { startDatabase } from '../local/embedded-database.ts'
import { openedAt } from './actions.ts'
import { functionEnvironment, lambdaRequest } from './lambda.ts'
import { meteredDesk } from './metered-desk.ts'
import type { Count, Suite } from './suite.ts'
import { type TlsFront, tlsFront } from './tls-front.ts'

const rounds = 9
const Run = z.object({
  loaded: z.number(),
  answered: z.number(),
  status: z.number().nullable(),
  loadsUndici: z.boolean(),
})
type Run = z.output<typeof Run>

/** What is loaded, and what it is asked then. */
type Contender = { readonly name: string; readonly file: string; readonly event?: unknown }
type Place = { readonly front: TlsFront; readonly tableName: string }

/**
 * The CPU that a process of its own takes to load a bundle, and to answer once from a table that is a server on this
 * machine, over TLS: as a ratio to the usual bundle, which reads one item. All take turns. Of ours, a list or a record
 * takes three or four requests: who asks, what they may, and what they want.
 */
export const coldStart: Suite = {
  title: 'CPU of a cold start, as a ratio to the usual bundle',
  async *counts() {
    const scratch = mkdtempSync(join(tmpdir(), 'servanda-cold-'))
    const database = await startDatabase(undefined)
    const front = await tlsFront(database.endpoint)
    try {
      const { desk, tableName } = await meteredDesk(database.endpoint, openedAt)
      const schedule = { kind: 'once', on: '2026-06-30' }
      const { id } = await desk.done('POST', '/v1/commitments', { title: 'Annual report', schedule })
      const ask = (path: string) => lambdaRequest(path, desk.token)
      const reads = { health: lambdaRequest('/v1/healthz'), 'open a record': ask(`/v1/records/${id}`) }
      yield* measured(contenders(scratch, { ...reads, 'list due': ask('/v1/deadlines') }), {
        front,
        tableName,
      })
    } finally {
      await front.stop()
      await database.stop()
      rmSync(scratch, { recursive: true })
    }
  },
}

function contenders(scratch: string, reads: Readonly<Record<string, unknown>>): Contender[] {
  const event = lambdaRequest('/')
  const baselines = Object.entries({ usual: 'usual.ts', 'aws-lite': 'aws-lite.mjs', signed: 'signed.mjs' })
  const functions = join(import.meta.dirname, '../functions')
  const folders = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')))
  for (const folder of folders) bundle(folder, join(scratch, folder))
  const own = (folder: string) => join(scratch, folder, 'index.mjs')
  return [
    ...baselines.map(([name, source]) => ({ name, file: usualBundle(scratch, name, source), event })),
    ...Object.entries(reads).map(([name, read]) => ({ name: `api: ${name}`, file: own('api'), event: read })),
    ...folders.filter((name) => name !== 'api').map((name) => ({ name, file: own(name) })),
  ]
}

/** As esbuild bundles unless it is told otherwise. */
function usualBundle(scratch: string, name: string, source: string): string {
  const outfile = join(scratch, `${name}.mjs`)
  const js = "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)"
  buildSync({
    entryPoints: [join(import.meta.dirname, 'cold-start', source)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: { js },
    logLevel: 'error',
  })
  return outfile
}

function* measured(all: readonly Contender[], place: Place): Generator<Count> {
  const runs = all.map(() => [] as Run[])
  for (let round = 0; round < rounds; round += 1)
    for (const [n, contender] of all.entries()) runs[n]?.push(runOf(contender, place))
  const [base = []] = runs
  const of = (some: readonly Run[], what: 'loaded' | 'answered') => median(some.map((run) => run[what]))
  for (const [n, { name, event }] of all.entries()) {
    const own = runs[n] ?? []
    const counts = { load: of(own, 'loaded') / of(base, 'loaded') }
    const answer = of(own, 'answered') / of(base, 'answered')
    const undici = Number(own.some(({ loadsUndici }) => loadsUndici))
    yield { name, counts: event === undefined ? { ...counts, undici } : { ...counts, answer, undici } }
  }
}

function runOf({ file, event }: Contender, { front, tableName }: Place): Run {
  const asked = event === undefined ? [] : [JSON.stringify(event)]
  const program = join(import.meta.dirname, 'cold-start', 'run.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [program, file, ...asked], {
    env: { ...functionEnvironment(front.endpoint, tableName), NODE_EXTRA_CA_CERTS: front.certificate },
    encoding: 'utf8',
  })
  const [line = ''] = stdout.trim().split('\n').slice(-1)
  if (!line.startsWith('{"loaded"')) throw new Error(`${file}: ${stderr}`)
  const run = Run.parse(JSON.parse(line))
  if (event !== undefined && run.status !== 200) throw new Error(`${file}: answered ${run.status}: ${stdout}`)
  return run
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
