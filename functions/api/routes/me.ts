import * as z from 'zod'
import { notFound } from '../../../shared/errors/refusal.ts'
import { KeptPerson } from '../../../shared/person/person.ts'
import { loadPerson } from '../../../shared/person/person-store.ts'
import { Day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { civilDay } from '../../../shared/time/zone.ts'
import { Settings } from '../../../shared/workspace/workspace.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { noQuery, type Route, route } from '../route.ts'

/** Who asks, what they may do, and what day it is where they work: what any page of a client begins with. */
export const Me = z.object({
  person: KeptPerson,
  permission: z.enum(['read', 'write', 'administer']),
  workspace: Settings.pick({ name: true, zone: true, sendingHour: true }),
  now: Instant,
  today: Day,
})
export type Me = z.output<typeof Me>

export const meRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/me',
    operationId: 'readMe',
    summary: 'Who you are, what you may do, and what day it is in the workspace',
    permission: 'read',
    query: noQuery,
    answer: Me,
    status: 200,
    async run({ table, identity, now }) {
      const { workspaceId, personId, permission } = identity
      const [person, workspace] = await Promise.all([
        loadPerson(table, workspaceId, personId),
        loadWorkspace(table, workspaceId),
      ])
      if (person === undefined || workspace === undefined) throw notFound()
      const { name, zone, sendingHour } = workspace.data
      const body = { person: person.data, permission, workspace: { name, zone, sendingHour } }
      return { status: 200, body: { ...body, now, today: civilDay(now, zone) } }
    },
  }),
]
