import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where a browser is, or undefined: then the tests of the dashboard are skipped, and say so. */
export const browserPath = places.find((path) => path !== undefined && path !== '' && existsSync(path))

if (browserPath === undefined)
  process.stderr.write('No Chromium: the tests of the dashboard are skipped. Install the package chromium.\n')

export function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('no browser')
  return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
