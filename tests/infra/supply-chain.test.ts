import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const packages = Object.entries<any>(JSON.parse(read('package-lock.json')).packages).filter(
  ([path]) => path !== '',
)

/** What may be shipped with a product under Apache-2.0, with no more to do than to name it and where it came from. */
const permissive = new Set([
  'Apache-2.0',
  'MIT',
  'MIT OR Apache-2.0',
  '(MIT OR Apache-2.0)',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'MIT-0',
  // ical.js, unmodified: the licence asks that its own files stay free, which they are where npm has them.
  'MPL-2.0',
])

describe('what is installed', () => {
  it('is locked by its hash', () => {
    const loose = packages.filter(([, { integrity, link, inBundle }]) => !integrity && !link && !inBundle)

    expect(loose.map(([path]) => path)).toEqual([])
  })

  it('ships under licences that leave the code of the product alone', () => {
    const shipped = packages.filter(([, { dev, devOptional }]) => !dev && !devOptional)

    expect(shipped.length).toBeGreaterThan(20)
    expect(shipped.filter(([, { license }]) => !permissive.has(license)).map(([path]) => path)).toEqual([])
  })

  it('runs no script of its own', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })
})

describe('a workflow of GitHub', () => {
  const folder = new URL('../../.github/workflows/', import.meta.url)
  const workflows = readdirSync(folder).map((name) => ({ name, text: read(`.github/workflows/${name}`) }))

  it.each(workflows)(
    'runs no action but by the hash of its commit, with the version that it has: $name',
    ({ text }) => {
      const used = text.match(/uses: .*/g) ?? []

      expect(used.length).toBeGreaterThan(1)
      expect(
        used.filter((each) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(each)),
      ).toEqual([])
    },
  )

  it.each(workflows)(
    'runs the same as everybody else, and may no more than read unless it says so: $name',
    ({ text }) => {
      expect(text).toContain('- run: .ci/run\n')
      expect(text).toMatch(/^permissions:\n {2}contents: read\n( {2}id-token: write\n)?\n/m)
      expect(text).not.toMatch(/secrets\.|AWS_SECRET_ACCESS_KEY|pull_request_target/)
    },
  )

  it('puts nothing that somebody typed into a command', () => {
    const commands = workflows.flatMap(
      ({ text }) => text.match(/run: (\||>-)?[\s\S]*?(?=\n {6}- |\n {8}\w|$)/g) ?? [],
    )

    expect(commands.length).toBeGreaterThan(3)
    expect(commands.filter((each) => /\$\{\{/.test(each))).toEqual([])
  })
})
