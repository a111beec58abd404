import { notFound } from '../../../shared/errors/refusal.ts'
import { wakeDependents } from '../../../shared/reminder/replan.ts'
import { Settings, type Workspace } from '../../../shared/workspace/workspace.ts'
import { reviseSettings } from '../../../shared/workspace/workspace-acts.ts'
import { loadWorkspace } from '../../../shared/workspace/workspace-store.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { patched } from '../merge-patch.ts'
import { by } from '../organisation-call.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

export const settingsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/settings',
    operationId: 'readSettings',
    summary: 'Read the settings of the workspace',
    permission: 'read',
    query: noQuery,
    answer: Settings,
    status: 200,
    run: async (call) => answerOf((await workspaceOf(call)).data),
  }),
  route({
    method: 'patch',
    path: '/v1/settings',
    operationId: 'changeSettings',
    summary: 'Change the settings of the workspace; what is still to be sent follows',
    permission: 'administer',
    query: noQuery,
    body: Settings,
    ifMatch: 'required',
    answer: Settings,
    status: 200,
    async run(call) {
      const stored = await workspaceOf(call)
      requireMatch(call.ifMatch, etagOf(stored.data.version))
      const before = settingsOf(stored.data)
      const settings = patched(Settings, before, call.body)
      const { workspace, writes } = await reviseSettings(by(call), stored, settings)
      return {
        ...answerOf(workspace),
        writes,
        afterwards: () => wakeDependents(call.table, call.identity.workspaceId, 'WORKSPACE', call.now),
      }
    },
  }),
]

async function workspaceOf(call: Call) {
  const stored = await loadWorkspace(call.table, call.identity.workspaceId)
  if (stored === undefined) throw notFound()
  return stored
}

function settingsOf({
  id: _,
  administratorId: _a,
  version: _v,
  createdAt: _c,
  ...settings
}: Workspace): Settings {
  return settings
}

function answerOf(workspace: Workspace) {
  return { status: 200 as const, body: settingsOf(workspace), etag: etagOf(workspace.version) }
}
