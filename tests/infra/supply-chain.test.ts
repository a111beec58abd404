import { readFileSync } from 'node:fs'
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
