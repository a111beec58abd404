import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The product as a user starts it: `npm start`, on a data folder. */
export class Product {
  readonly child: ChildProcess
  readonly baseUrl: string
  readonly token: string

  private constructor(child: ChildProcess, baseUrl: string, token: string) {
    this.child = child
    this.baseUrl = baseUrl
    this.token = token
  }

  /** Starts it and waits until it can be used; rejects with what it printed where it ends before that. */
  static async start(folder: string, environment: Record<string, string> = {}): Promise<Product> {
    const child = spawn('npm', ['start'], {
      env: { ...process.env, PORT: '0', SERVANDA_SAMPLE: 'none', SERVANDA_DATA: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    const ready = new Promise<Product>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        printed += chunk.toString()
        const [, baseUrl] = /^ready (\S+)$/m.exec(printed) ?? []
        const [, token] = /^token (\S+)$/m.exec(printed) ?? []
        if (baseUrl !== undefined && token !== undefined) resolve(new Product(child, baseUrl, token))
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', (code) => reject(new ProductEnded(code, printed)))
    })
    return ready
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as any }
  }

  async subjects(): Promise<string[]> {
    const { body } = await this.call('GET', '/local/mailbox')
    return body.data.map(({ subject }: { subject: string }) => subject)
  }

  /** Ends it as a supervisor does: SIGTERM to npm. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }
}

export class ProductEnded extends Error {
  readonly code: number | null
  readonly printed: string

  constructor(code: number | null, printed: string) {
    super(`ended with ${code}: ${printed}`)
    this.code = code
    this.printed = printed
  }
}

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'servanda-test-'))
}
