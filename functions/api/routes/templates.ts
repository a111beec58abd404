import * as z from 'zod'
import { Template, templates } from '../../../shared/record/template.ts'
import { noQuery, type Route, route } from '../route.ts'

export const templateRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/templates',
    operationId: 'listTemplates',
    summary: 'Steps that ministries know, whose milestones a commitment can be started from',
    permission: 'read',
    query: noQuery,
    answer: z.object({ data: z.array(Template) }),
    status: 200,
    run: async () => ({ status: 200, body: { data: templates } }),
  }),
]
