import type { TestProject } from 'vitest/node'
import { tableDefinition } from '../../infra/table-template.ts'
import { startDatabase } from '../../local/embedded-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseEndpoint: string
    tableDefinition: string
  }
}

/**
 * One database for the whole run, in memory; `SERVANDA_DYNAMODB` replaces it by another one. Each test file makes a
 * table of its own in it, from the synthesised template.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.SERVANDA_DYNAMODB
  const database = given === undefined ? await startDatabase(undefined) : undefined
  project.provide('databaseEndpoint', given ?? database?.endpoint ?? '')
  project.provide('tableDefinition', JSON.stringify(tableDefinition()))
  return async () => database?.stop()
}
