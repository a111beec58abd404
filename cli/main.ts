#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { parseArgs } from 'node:util'
import { Problem } from '../client/client.ts'
import type { Command, Output } from './command.ts'
import { done, due, move, snooze } from './commands/deadlines.ts'
import { exportFile, importFile } from './commands/files.ts'
import { doctor, simulate } from './commands/health.ts'
import { add, preview, show } from './commands/records.ts'
import { verify } from './commands/verify.ts'
import { connect } from './connection.ts'
import { CliEnv } from './env.ts'
import { exitCodes, Failure, usage } from './failure.ts'

const commands: Readonly<Record<string, Command>> = {
  due,
  add,
  show,
  done,
  move,
  snooze,
  import: importFile,
  export: exportFile,
  preview,
  simulate,
  verify,
  doctor,
}

const out: Output = {
  line: (text) => process.stdout.write(`${printable(text)}\n`),
  json: (value) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  bytes: (bytes) => process.stdout.write(bytes),
  tell: (text) => process.stderr.write(`${printable(text)}\n`),
}

/** What people wrote must not steer the terminal that shows it. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (['help', '--help', '-h'].includes(name)) return help(rest[0])
  if (command === undefined) throw usage(`There is no command "${name}".`)
  const { values, positionals } = parsed(rest, command)
  if (values.help === true) return help(name)
  const connection = await connect(environment(), values['token-stdin'] === true)
  return (await command.run({ connection, words: positionals, values, out })) ?? exitCodes.done
}

function environment(): CliEnv {
  const read = CliEnv.safeParse(process.env)
  if (read.success) return read.data
  throw usage(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '))
}

function parsed(args: string[], command: Command) {
  const common = {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    'token-stdin': { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...command.options, ...common } })
  } catch (error) {
    throw usage(
      error instanceof Error
        ? `${error.message.split('\n')[0]?.replace(/\.$/, '')}.`
        : 'The arguments cannot be read.',
    )
  }
}

function help(name: string | undefined): number {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  const shown = command === undefined ? Object.values(commands) : [command]
  const examples =
    command === undefined
      ? [due, add, importFile, exportFile].map(({ examples }) => examples[0] ?? '')
      : command.examples
  out.line(
    [
      'Examples:',
      ...examples.map((each) => `  ${each}`),
      '',
      ...shown.flatMap(({ synopsis, summary }) => [synopsis, `    ${summary}`]),
    ].join('\n'),
  )
  out.line(
    '\nEvery command takes --json. SERVANDA_URL says where (default http://127.0.0.1:4000); the token comes from SERVANDA_TOKEN,\na file named by SERVANDA_TOKEN_FILE, .servanda/token, or --token-stdin; never from an argument.\nExit codes: 0 done, 1 refused or failed, 2 usage, 3 overdue (due --check), 4 not reachable.',
  )
  return exitCodes.done
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const fields =
    error instanceof Problem
      ? error.errors.map(({ pointer, detail }) => ` ${pointer}: ${detail}`).join('')
      : ''
  if (!(error instanceof Failure) && !(error instanceof Problem)) throw error
  out.tell(`servanda: ${error.message}${fields}`)
  process.exitCode = error instanceof Failure ? error.code : exitCodes.failed
}
