import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { bundle } from '../../infra/bundle.ts'

/** What Lambda would answer to whoever invoked the function. */
export type Invoked =
  | { readonly kind: 'answered'; readonly payload: any }
  | { readonly kind: 'failed'; readonly error: any }
  | { readonly kind: 'timed out' }

type Pending = { readonly id: string; readonly event: unknown; readonly ended: (invoked: Invoked) => void }

const project = new URL('../../', import.meta.url).pathname

/**
 * A function as Lambda runs it: the very bundle that is deployed, in a process of its own, loaded and invoked by AWS's
 * runtime interface client, which asks a Runtime API for one event after the other. Only the client's native part is
 * replaced, by `native-client.cjs`, since it would have to be compiled.
 */
export class LambdaProcess {
  readonly #server: Server
  readonly #root: string
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  #waiting: Pending[] = []
  #running: Pending | undefined
  #idle: ServerResponse | undefined
  /** How often a process was started: more than once where one was lost. */
  starts = 0
  logs = ''

  private constructor(server: Server, root: string, env: Readonly<Record<string, string>>) {
    this.#server = server
    this.#root = root
    this.#env = env
    server.on('request', (request, response) => this.#serve(request, response))
  }

  static async open(
    folder: string,
    scratch: string,
    env: Readonly<Record<string, string>>,
  ): Promise<LambdaProcess> {
    const root = join(scratch, folder)
    mkdirSync(root, { recursive: true })
    bundle(folder, root)
    const client = join(scratch, 'runtime')
    mkdirSync(join(client, 'node_modules'), { recursive: true })
    const shipped = join(project, 'node_modules/aws-lambda-ric')
    copyFileSync(join(shipped, 'index.mjs'), join(client, 'index.mjs'))
    writeFileSync(join(client, 'rapid-client.node'), '')
    const modules = join(client, 'node_modules/@aws')
    try {
      symlinkSync(join(shipped, 'node_modules/@aws'), modules)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new LambdaProcess(server, root, { ...env, RUNTIME_CLIENT: join(client, 'index.mjs') })
  }

  /** Ends as Lambda ends it: an answer, an error, or the process killed when the time is up. */
  async invoke(event: unknown, timeoutMs = 30_000): Promise<Invoked> {
    const { promise, resolve } = Promise.withResolvers<Invoked>()
    const pending = { id: crypto.randomUUID(), event, ended: resolve }
    this.#waiting.push(pending)
    if (this.#child === undefined) this.#start()
    this.#handOver()
    const timer = setTimeout(() => this.#kill({ kind: 'timed out' }), timeoutMs)
    const invoked = await promise
    clearTimeout(timer)
    return invoked
  }

  async close(): Promise<void> {
    this.#kill({ kind: 'failed', error: 'closed' })
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #start(): void {
    this.starts += 1
    const { port } = this.#server.address() as AddressInfo
    const child = spawn(
      process.execPath,
      ['--require', join(project, 'tests/support/native-client.cjs'), this.#env.RUNTIME_CLIENT ?? ''],
      {
        env: {
          ...this.#env,
          AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
          AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
          AWS_LAMBDA_LOG_FORMAT: 'JSON',
          AWS_LAMBDA_FUNCTION_NAME: 'servanda',
          AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
          AWS_LAMBDA_LOG_GROUP_NAME: 'servanda',
          AWS_LAMBDA_LOG_STREAM_NAME: 'servanda',
          LAMBDA_TASK_ROOT: this.#root,
          _HANDLER: 'index.handler',
        },
        cwd: this.#root,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    this.#child = child
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        this.logs += text
      })
    child.on('exit', () => {
      if (this.#child === child) this.#kill({ kind: 'failed', error: `the process ended: ${this.logs}` })
    })
  }

  #kill(invoked: Invoked): void {
    const child = this.#child
    this.#child = undefined
    this.#idle = undefined
    child?.kill('SIGKILL')
    this.#end(invoked)
  }

  #end(invoked: Invoked): void {
    const running = this.#running ?? this.#waiting.shift()
    this.#running = undefined
    running?.ended(invoked)
  }

  /** The next event goes to the process that asks for one. */
  #handOver(): void {
    if (this.#idle === undefined || this.#running !== undefined) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    this.#running = next
    this.#idle.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': next.id,
      'lambda-runtime-deadline-ms': String(Date.now() + 60_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:servanda',
    })
    this.#idle.end(JSON.stringify(next.event))
    this.#idle = undefined
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    if (path.endsWith('/invocation/next')) {
      this.#idle = response
      return this.#handOver()
    }
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    response.writeHead(202).end('{}')
    if (path.endsWith('/response')) this.#end({ kind: 'answered', payload: JSON.parse(body) })
    else this.#end({ kind: 'failed', error: JSON.parse(body) })
    this.#handOver()
  }
}
