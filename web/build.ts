import { readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { build } from 'esbuild'

/** A file of the dashboard as it is served. */
export type DashboardFile = {
  /** From the root of the host, such as `/index.html`. */
  readonly path: string
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly cache: 'for-ever' | 'ask-again'
}

const folder = import.meta.dirname

/** The dashboard's files, from its sources: one page, and what it loads under names made from their content. */
export async function buildDashboard(): Promise<readonly DashboardFile[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['./main.tsx', './style/style.css', './seal.svg'],
    outdir: '/assets',
    bundle: true,
    splitting: true,
    // A file is named by where it is found, not by where a link leads: a linked node_modules changes no name.
    preserveSymlinks: true,
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: 'es2022',
    loader: { '.svg': 'copy' },
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  const assets = outputFiles.map(({ path, contents }) => ({
    path: `/assets/${basename(path)}`,
    type: typeOf(path),
    body: new Uint8Array(contents),
    cache: 'for-ever' as const,
  }))
  const outputOf = (entry: string) => {
    const [path] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry) ?? []
    if (path === undefined) throw new Error(`the dashboard was built without ${entry}`)
    return `/assets/${basename(path)}`
  }
  const page = (await readFile(join(folder, 'index.html'), 'utf8'))
    .replace('{script}', outputOf('main.tsx'))
    .replace('{style}', outputOf('style/style.css'))
    .replace('{icon}', outputOf('seal.svg'))
  const index = {
    path: '/index.html',
    type: 'text/html; charset=utf-8',
    body: new TextEncoder().encode(page),
    cache: 'ask-again' as const,
  }
  return [index, ...assets]
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

function typeOf(path: string): string {
  return types[extname(path)] ?? 'application/octet-stream'
}
