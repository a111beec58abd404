/*
 * Says which line of the source a line of a stack trace is: `npm run frame -- api index.mjs:12:8484`. The bundle is
 * built again, so the sources have to be those that were deployed.
 */
import { originOf } from './frame-origin.ts'

const [folder = '', frame = ''] = process.argv.slice(2)
const origin = originOf(folder, frame)
process.stdout.write(`${origin ?? 'there is no such place'}\n`)
process.exitCode = origin === undefined ? 1 : 0
