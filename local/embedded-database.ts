import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'

/** A DynamoDB of this machine: dynoxide over one SQLite file. */
export type EmbeddedDatabase = { readonly endpoint: string; readonly stop: () => Promise<void> }

/** Starts it, with its file or, without one, in memory. @throws Error where this platform has no dynoxide */
export async function startDatabase(file: string | undefined): Promise<EmbeddedDatabase> {
  const port = await freePort()
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    ...(file === undefined ? [] : ['--db-path', file]),
  ]
  // The shell ends the database when our end of its standard input closes: also where we are killed with -9.
  const script = '"$0" "$@" & child=$!; read -r _; kill $child; wait $child'
  const child = spawn('/bin/sh', ['-c', script, binary(), ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const endpoint = `http://127.0.0.1:${port}`
  await answering(endpoint, child)
  return {
    endpoint,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.stdin?.end()
      await ended
    },
  }
}

function binary(): string {
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')),
      'dynoxide',
    )
  } catch {
    throw new Error(
      'The embedded database ships for Linux on x64. Elsewhere, name a DynamoDB endpoint in SERVANDA_DYNAMODB.',
    )
  }
}

async function answering(endpoint: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (child.exitCode !== null) break
    try {
      await fetch(endpoint)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  throw new Error('The embedded database did not start.')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
