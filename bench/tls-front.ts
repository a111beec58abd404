import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { parentPort, Worker, workerData } from 'node:worker_threads'

/** A server of this machine that speaks TLS, before one that does not. */
export type TlsFront = {
  readonly endpoint: string
  /** The file of the certificate that whoever calls has to trust: NODE_EXTRA_CA_CERTS. */
  readonly certificate: string
  readonly stop: () => Promise<void>
}

/** In a thread of its own, since the one that measures waits for processes. Its certificate is made by openssl. */
export async function tlsFront(upstream: string): Promise<TlsFront> {
  const folder = mkdtempSync(join(tmpdir(), 'servanda-tls-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', certificate, ...names], {
    stdio: 'ignore',
  })
  const port = new URL(upstream).port
  const worker = new Worker(new URL(import.meta.url), { workerData: { key, certificate, port } })
  const [front] = await once(worker, 'message')
  return {
    endpoint: `https://127.0.0.1:${front}`,
    certificate,
    async stop() {
      await worker.terminate()
      rmSync(folder, { recursive: true })
    },
  }
}

if (parentPort !== null && workerData?.certificate !== undefined) {
  const { key, certificate, port } = workerData
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
    const upstream = connect(port, '127.0.0.1')
    for (const each of [socket, upstream]) each.on('error', () => socket.destroy())
    socket.pipe(upstream).pipe(socket)
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    parentPort?.postMessage(typeof address === 'object' ? address?.port : undefined)
  })
}
