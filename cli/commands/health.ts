import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { pages } from '../../client/client.ts'
import type { Call, Command } from '../command.ts'
import { exitCodes } from '../failure.ts'
import { problemText } from './deadlines.ts'

type Check = { readonly name: string; readonly isGood: boolean; readonly says: string }

export const doctor: Command = {
  synopsis: 'servanda doctor',
  summary: 'Check what has to be right for reminders to go out',
  examples: ['servanda doctor', 'servanda doctor --json'],
  options: {},
  async run(call) {
    const checks = [await answers(call), await token(call), await reminders(call)]
    if (call.values.json === true) call.out.json(checks)
    else
      for (const { name, isGood, says } of checks)
        call.out.line(`${isGood ? 'ok  ' : 'FAIL'}  ${name}: ${says}`)
    return checks.every(({ isGood }) => isGood) ? undefined : exitCodes.failed
  },
}

async function answers({ connection }: Call): Promise<Check> {
  const response = await connection.send('/v1/healthz')
  const body = await response.text()
  return {
    name: 'service',
    isGood: response.ok,
    says: `${connection.url} answers ${response.status} ${body.slice(0, 200)}`,
  }
}

async function token({ connection }: Call): Promise<Check> {
  const response = await connection.send('/v1/settings')
  return { name: 'token', isGood: response.ok, says: response.ok ? 'is taken' : await problemText(response) }
}

async function reminders({ connection }: Call): Promise<Check> {
  const states = new Map<string, number>()
  for await (const { state } of pages(connection.client, 'listReminders', { query: {} }))
    states.set(state, (states.get(state) ?? 0) + 1)
  const stuck = (states.get('failed') ?? 0) + (states.get('held') ?? 0)
  const counts = [...states].map(([state, count]) => `${count} ${state}`).join(', ') || 'none'
  return { name: 'reminders', isGood: stuck === 0, says: counts }
}

export const simulate: Command = {
  synopsis: 'servanda simulate [-- arguments of npm run simulate]',
  summary: 'Play what would be sent, on this machine, without sending anything',
  examples: ['servanda simulate'],
  options: {},
  async run({ words }) {
    const program = fileURLToPath(new URL('../../local/simulate.ts', import.meta.url))
    const { status } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, ...words],
      { stdio: 'inherit' },
    )
    return status ?? exitCodes.failed
  },
}
