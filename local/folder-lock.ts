import { DatabaseSync } from 'node:sqlite'

/**
 * Holds the data folder for one process. The lock is the operating system's, on a file: it goes with the process
 * however that ends, so that a folder left by `kill -9` opens at once and no stale lock can exist.
 */
export function lockFolder(path: string): { release: () => void } | undefined {
  const file = new DatabaseSync(path)
  try {
    file.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (error instanceof Error && /locked/.test(error.message)) return undefined
    throw error
  }
  return { release: () => file.close() }
}
