import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { newFolder, Product } from '../support/product.ts'
import { launchBrowser } from './chromium.ts'
import { type Cast, type Scene, scenes, setTheScene } from './scenes.ts'

/*
 * Takes a picture of every screen and its main states, at desk and phone width, to be looked at:
 * `npm run screenshots -- <folder> [part of a name]`.
 */
const [, , into = 'dist/screenshots', wanted = ''] = process.argv

const widths = {
  desk: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const

async function main(): Promise<void> {
  mkdirSync(into, { recursive: true })
  const folder = await newFolder()
  const start = { SERVANDA_NOW: '2026-10-05T06:00:00Z', SERVANDA_SAMPLE: 'reference' }
  const [product, browser] = await Promise.all([Product.start(folder, start), launchBrowser()])
  try {
    const cast = await setTheScene(product)
    await product.call('POST', '/local/clock', { now: '2026-10-07T06:00:00Z' })
    for (const [size, viewport] of Object.entries(widths)) {
      const page = await signedIn(browser, product, viewport)
      for (const scene of scenes.filter(({ name }) => name.includes(wanted)))
        await picture(page, scene, cast, join(into, `${scene.name}-${size}.png`))
      await page.context().close()
    }
  } finally {
    await browser.close()
    await product.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function signedIn(browser: Browser, product: Product, viewport: { width: number; height: number }) {
  const context = await browser.newContext({
    baseURL: product.baseUrl,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    viewport,
  })
  const page = await context.newPage()
  await page.goto('/')
  await page.evaluate(`sessionStorage.setItem('servanda.token', ${JSON.stringify(product.token)})`)
  return page
}

async function picture(page: Page, { name, hash, act }: Scene, cast: Cast, path: string): Promise<void> {
  const whole = hash.replace(/\{(\w+)\}/, (_, role: keyof Cast) => cast[role])
  await page.goto('about:blank')
  await page.goto(`/${whole}`)
  await settled(page)
  await act?.(page)
  await settled(page)
  await page.screenshot({ path, fullPage: true })
  process.stdout.write(`${name} ${path}\n`)
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
}

await main()
