/* Writes the dashboard's files into a folder: `node web/write.ts <folder>`. A deployment puts them behind CloudFront. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildDashboard } from './build.ts'

const [, , into] = process.argv
if (into === undefined) throw new Error('Name the folder to write to.')
for (const { path, body } of await buildDashboard()) {
  const file = join(into, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, body)
}
