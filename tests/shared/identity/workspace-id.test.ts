import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { everyRoute } from '../../../functions/api/routes.ts'
import type { WorkspaceId } from '../../../shared/identity/id.ts'
import * as tenant from '../../../shared/identity/workspace-id.ts'

const routes = await everyRoute()

const text: string = 'ws_1'
const branded = z.string().brand<'workspace'>()

it('no text, and no other schema, is of the tenant’s type', () => {
  // @ts-expect-error: what a request says is text
  const ofText: WorkspaceId = text
  // @ts-expect-error: another brand, whatever it is called
  const ofBrand: WorkspaceId = branded.parse(text)
  const kept: WorkspaceId = tenant.WorkspaceId.parse(text)

  // The types hold or this file does not compile; at run time there is nothing but text.
  expect(new Set([ofText, ofBrand, kept])).toEqual(new Set([text]))
})

it('nothing that a request may hold makes one: no body and no query of any route', () => {
  const makes = routes.filter(({ body, query }) =>
    [body, query].some((schema) => schema !== undefined && holds(schema, tenant.WorkspaceId, new Set())),
  )

  expect(holds(z.object({ a: z.array(tenant.WorkspaceId) }), tenant.WorkspaceId, new Set())).toBe(true)
  expect(makes.map(({ operationId }) => operationId)).toEqual([])
})

it.each(['functions/api/routes', 'functions/feed', 'functions/mail-links'])(
  'a file of %s that imports what makes one is refused by the lint, and is told why',
  (folder) => {
    const root = fileURLToPath(new URL('../../../', import.meta.url))
    const elsewhere = mkdtempSync(join(tmpdir(), 'servanda-lint-'))
    copyFileSync(join(root, 'biome.json'), join(elsewhere, 'biome.json'))
    mkdirSync(join(elsewhere, folder), { recursive: true })
    const lint = (from: string) => {
      const path = `${folder.replaceAll(/[^/]+/g, '..')}/shared/identity/${from}`
      const forged = `import { WorkspaceId } from '${path}'\n\nexport const forged = WorkspaceId\n`
      writeFileSync(join(elsewhere, folder, 'forged.ts'), forged)
      const options = ['lint', '--vcs-enabled=false', '--colors=off', '.']
      return spawnSync(join(root, 'node_modules/.bin/biome'), options, { cwd: elsewhere, encoding: 'utf8' })
    }

    const refused = lint('workspace-id.ts')

    expect(refused.stdout + refused.stderr).toContain('What answers requests makes no tenant')
    expect(refused.status).not.toBe(0)
    expect(lint('id.ts').status).toBe(0)
  },
)

/** Whether a schema holds another one, at any depth. */
function holds(schema: unknown, wanted: z.ZodType, seen: Set<unknown>): boolean {
  if (schema === wanted) return true
  if (schema === null || typeof schema !== 'object' || seen.has(schema)) return false
  seen.add(schema)
  if (schema instanceof z.ZodType) return inside(schema._zod.def, wanted, seen)
  return inside(schema, wanted, seen)
}

function inside(value: object, wanted: z.ZodType, seen: Set<unknown>): boolean {
  const members = value instanceof Map || value instanceof Set ? [...value.values()] : Object.values(value)
  return members.some((member) => {
    // Shapes and lazy schemas are given by functions.
    const given = typeof member === 'function' && member.length === 0 ? called(member) : member
    return holds(given, wanted, seen)
  })
}

function called(member: () => unknown): unknown {
  try {
    return member()
  } catch {
    return undefined
  }
}
