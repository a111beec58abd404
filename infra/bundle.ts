import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { type BuildOptions, buildSync, type Metafile } from 'esbuild'

const project = fileURLToPath(new URL('..', import.meta.url))

/**
 * The code of `functions/<folder>`, for CDK to bundle where it deploys it. The asset is named by the hash of what
 * comes out, not of the sources, and no folder of this machine is in it: it is the same wherever it is built.
 */
export function bundledCode(folder: string): Code {
  return Code.fromAsset(join(project, 'functions', folder), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK wants an image in case that nothing local can bundle; `bundle` can, or throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(into) {
          bundle(folder, into)
          return true
        },
      },
    },
  })
}

/**
 * Writes the handler of `functions/<folder>`, with all that it imports, as modules of their own where the code loads
 * them only when it needs them: the SDK's ways to credentials that Lambda does not use are never read. The SDK is in
 * it: the versions that were tested are the ones that run.
 *
 * `mainFields` has esbuild take the SDK's ES modules, which can be shaken; its default for Node takes the others and
 * adds 200 KB. Names are made short: written out, they are two fifths of what is read at every start. `npm run frame`
 * reads a line of a stack trace.
 */
export function bundle(folder: string, into: string, more: Pick<BuildOptions, 'sourcemap'> = {}): Metafile {
  return buildSync({
    entryPoints: { index: `./functions/${folder}/handler.ts` },
    absWorkingDir: project,
    outdir: into,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    // A module is named by where it is found, not by where a link leads: a linked node_modules changes no hash.
    preserveSymlinks: true,
    // Packages that are not ES modules call require for what Node itself has.
    banner: {
      // Under a name of its own: a package may import createRequire too.
      js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
    },
    metafile: true,
    ...more,
    logLevel: 'error',
  }).metafile
}
