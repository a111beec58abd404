/*
 * Measures the product: `npm run bench` runs every suite, `npm run bench -- engine` the one that is named. Each prints
 * a table and writes bench/results/<suite>.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coldStart } from './cold-start.ts'
import { engine } from './engine.ts'
import { ratiosOf } from './race.ts'
import { requests } from './requests.ts'
import type { Suite } from './suite.ts'
import { tableOf } from './table.ts'

const suites: Readonly<Record<string, Suite>> = { engine, requests, 'cold-start': coldStart }

type Row = { readonly name: string } & Readonly<Record<string, number | string>>

async function rowsOf(suite: Suite): Promise<{ ratios: Row[]; counts: Row[] }> {
  const ratios: Row[] = []
  const counts: Row[] = []
  for await (const race of suite.races?.() ?? []) ratios.push({ name: race.name, ...(await ratiosOf(race)) })
  for await (const { name, counts: counted } of suite.counts?.() ?? []) counts.push({ name, ...counted })
  return { ratios, counts }
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(suites, name))
if (unknown.length > 0) {
  console.error(`No suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`)
  process.exit(1)
}
const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
for (const [name, suite] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n${name}: ${suite.title}\n`)
  const { ratios, counts } = await rowsOf(suite)
  for (const rows of [ratios, counts]) if (rows.length > 0) console.log(`${tableOf(rows)}\n`)
  writeFileSync(
    join(results, `${name}.json`),
    `${JSON.stringify({ title: suite.title, ratios, counts }, null, 2)}\n`,
  )
}
