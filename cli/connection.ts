import { readFileSync, statSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { type Client, createClient } from '../client/client.ts'
import type { CliEnv } from './env.ts'
import { exitCodes, Failure } from './failure.ts'

/** A Servanda that commands speak to: on this machine, or deployed. */
export type Connection = {
  readonly url: string
  readonly client: Client
  /** For what is not JSON. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>
}

const localTokenFile = '.servanda/token'

/**
 * Where and as whom: `SERVANDA_URL`, and a token from standard input, `SERVANDA_TOKEN`, the file that
 * `SERVANDA_TOKEN_FILE` names, or the folder of `npm start`. Never from the arguments, which others can list.
 */
export async function connect(environment: CliEnv, isTokenOnStdin: boolean): Promise<Connection> {
  const url = environment.SERVANDA_URL.replace(/\/$/, '')
  const token = isTokenOnStdin ? (await text(process.stdin)).trim() : tokenFrom(environment, url)
  if (token === '')
    throw new Failure('There is no token. Set SERVANDA_TOKEN, or SERVANDA_TOKEN_FILE to a file that has it.')
  if (url.startsWith('http:') && !isLoopback(url))
    throw new Failure(`${url} would send the token unencrypted. Use https.`)
  const reach: typeof fetch = async (input, init) => {
    try {
      return await fetch(input, init)
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
      throw new Failure(
        `${url} cannot be reached${cause}. Is it running? On this machine: npm start.`,
        exitCodes.unreachable,
      )
    }
  }
  const send = (path: string, init: RequestInit = {}) =>
    reach(`${url}${path}`, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` },
    })
  return { url, client: createClient({ baseUrl: url, token, fetch: reach }), send }
}

function tokenFrom({ SERVANDA_TOKEN, SERVANDA_TOKEN_FILE }: CliEnv, url: string): string {
  if (SERVANDA_TOKEN !== undefined) return SERVANDA_TOKEN.trim()
  if (SERVANDA_TOKEN_FILE === undefined && !isLoopback(url)) return ''
  const file = SERVANDA_TOKEN_FILE ?? localTokenFile
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  if (mode === undefined) return ''
  if ((mode & 0o077) !== 0) throw new Failure(`Others can read ${file}. Close it with: chmod 600 ${file}`)
  return readFileSync(file, 'utf8').trim()
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}
