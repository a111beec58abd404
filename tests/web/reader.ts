import { rm } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { newFolder, Product } from '../support/product.ts'
import { violationsOf } from './axe.ts'
import { launchBrowser } from './chromium.ts'

/** The product, a browser, and pages of readers in it. */
export class ReadingRoom {
  readonly product: Product
  readonly browser: Browser
  readonly #folder: string

  private constructor(product: Product, browser: Browser, folder: string) {
    this.product = product
    this.browser = browser
    this.#folder = folder
  }

  static async open(environment: Record<string, string> = {}): Promise<ReadingRoom> {
    const folder = await newFolder()
    const [product, browser] = await Promise.all([
      Product.start(folder, { SERVANDA_NOW: '2026-10-05T06:00:00Z', ...environment }),
      launchBrowser(),
    ])
    return new ReadingRoom(product, browser, folder)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.product.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** A reader who is signed in. What the page reports as a fault makes the test fail when it is closed. */
  async reader(hash = '#/due', options: BrowserContextOptions = {}): Promise<Reader> {
    const reader = await this.stranger(options)
    await reader.page.addInitScript(
      `if (location.protocol === 'http:') sessionStorage.setItem('servanda.token', ${JSON.stringify(this.product.token)})`,
    )
    await reader.go(hash)
    return reader
  }

  /** A reader who is not signed in. */
  async stranger(options: BrowserContextOptions = {}): Promise<Reader> {
    const context = await this.browser.newContext({
      baseURL: this.product.baseUrl,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
      ...options,
    })
    return new Reader(await context.newPage())
  }

  /** Writes through the API, as a colleague would at the same time. */
  async made(path: string, body: unknown) {
    const answer = await this.product.call('POST', path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
}

/** Somebody in front of the dashboard. */
export class Reader {
  readonly page: Page
  /** What went wrong on the page: a script that threw, or what the Content-Security-Policy stopped. */
  readonly faults: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('console', (message) => {
      const isNetwork = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isNetwork) this.faults.push(message.text())
    })
    page.on('dialog', (dialog) => {
      this.faults.push(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
  }

  async go(hash: string): Promise<void> {
    await this.page.goto(`/${hash}`)
    await this.settled()
  }

  /** Waits until the page has nothing under way. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle')
    const busy = () => this.page.locator('[aria-busy="true"]').count()
    // The default of a second is short where the machine is busy.
    await expect.poll(busy, { timeout: 20_000 }).toBe(0)
  }

  row(title: string): Locator {
    return this.page
      .locator('[data-row]')
      .filter({ has: this.page.getByRole('link', { name: title, exact: true }) })
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name })
  }

  /** What axe finds against WCAG 2.2 AA and its best practices, as text. */
  async violations(): Promise<string[]> {
    return violationsOf(this.page)
  }

  /** How far the page is wider than the window: anything above 0 has to be scrolled sideways. */
  async overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
  }

  async close(): Promise<void> {
    const { faults } = this
    await this.page.context().close()
    expect(faults).toEqual([])
  }
}
