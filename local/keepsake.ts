import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/** A secret of the data folder: read where it is there, else made, readable by its owner only. */
export function keepsake(path: string, given?: string): string {
  if (given === undefined) {
    try {
      return readFileSync(path, 'utf8').trim()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  const secret = given ?? randomBytes(24).toString('base64url')
  writeFileSync(path, `${secret}\n`, { mode: 0o600 })
  return secret
}
