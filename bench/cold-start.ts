import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import { bundle } from '../infra/bundle.ts'
import type { Count, Suite } from './suite.ts'

const rounds = 9
const Run = z.object({ loaded: z.number(), answered: z.number(), answer: z.unknown() })

type Contender = { readonly name: string; readonly file: string; readonly isAsked: boolean }

/**
 * The CPU that a process of its own takes to load a bundle, and to answer once from a table that is a server on this
 * machine, as a ratio to the usual bundle. All take turns. Over plain HTTP: TLS adds the same to each.
 */
export const coldStart: Suite = {
  title: 'CPU of a cold start, as a ratio to the usual bundle',
  async *counts() {
    const scratch = mkdtempSync(join(tmpdir(), 'servanda-cold-'))
    const table = new Worker(server, { eval: true })
    try {
      const [port] = await once(table, 'message')
      yield* measured(contenders(scratch), `http://127.0.0.1:${port}`)
    } finally {
      await table.terminate()
      rmSync(scratch, { recursive: true })
    }
  },
}

/** A table that has nothing: in a thread of its own, since this one waits for the processes. */
const server = `
  const { createServer } = require('node:http')
  const { parentPort } = require('node:worker_threads')
  createServer((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0')
    response.end('{}')
  }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port) })`

function contenders(scratch: string): Contender[] {
  const usual = (name: string, source: string) => {
    const outfile = join(scratch, `${name}.mjs`)
    const banner =
      "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)"
    buildSync({
      entryPoints: [join(import.meta.dirname, 'cold-start', source)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      banner: { js: banner },
      logLevel: 'error',
    })
    return { name, file: outfile, isAsked: true }
  }
  const own = (folder: string) => {
    bundle(folder, join(scratch, folder))
    return { name: folder, file: join(scratch, folder, 'index.mjs'), isAsked: folder === 'api' }
  }
  const functions = join(import.meta.dirname, '../functions')
  const folders = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')))
  return [usual('usual', 'usual.ts'), usual('aws-lite', 'aws-lite.mjs'), ...folders.map(own)]
}

function* measured(all: readonly Contender[], endpoint: string): Generator<Count> {
  const runs = all.map(({ name }) => ({ name, loaded: [] as number[], answered: [] as number[] }))
  for (let round = 0; round < rounds; round += 1)
    for (const [n, contender] of all.entries()) {
      const { loaded, answered } = runOf(contender, endpoint)
      runs[n]?.loaded.push(loaded)
      runs[n]?.answered.push(answered)
    }
  const [base] = runs
  if (base === undefined) return
  for (const [n, { name, loaded, answered }] of runs.entries()) {
    const counts = { load: median(loaded) / median(base.loaded) }
    yield {
      name,
      counts: all[n]?.isAsked ? { ...counts, answer: median(answered) / median(base.answered) } : counts,
    }
  }
}

function runOf({ file, isAsked }: Contender, endpoint: string): z.output<typeof Run> {
  const asked = isAsked ? [JSON.stringify(request)] : []
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'cold-start', 'run.mjs'), file, ...asked],
    { env: environment(endpoint), encoding: 'utf8' },
  )
  const [line = ''] = stdout.trim().split('\n').slice(-1)
  if (!line.startsWith('{"loaded"')) throw new Error(`${file}: ${stderr}`)
  return Run.parse(JSON.parse(line))
}

function environment(endpoint: string): Record<string, string> {
  return {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: 'table',
    EVENT_BUS_NAME: 'bus',
    MAIL_FROM: 'Servanda <servanda@example.org>',
    SES_CONFIGURATION_SET: 'set',
    BASE_URL: 'https://servanda.example.org',
    LINKS_URL: 'https://servanda.example.org',
  }
}

const request = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/v1/healthz',
  rawQueryString: '',
  headers: { host: 'servanda.example.org' },
  requestContext: { http: { method: 'GET', path: '/v1/healthz' }, domainName: 'servanda.example.org' },
  isBase64Encoded: false,
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
