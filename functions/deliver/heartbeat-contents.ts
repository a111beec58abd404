import { countedFigures } from '../../shared/heartbeat/counted-store.ts'
import type { Months } from '../../shared/heartbeat/figures.ts'
import { PersonId, type WorkspaceId } from '../../shared/identity/id.ts'
import { loadPerson } from '../../shared/person/person-store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import { loadWorkspace } from '../../shared/workspace/workspace-store.ts'
import type { Contents } from './contents.ts'

export type Beat = {
  readonly table: Table
  readonly now: () => Instant
  readonly workspaceId: WorkspaceId
  readonly recipient: string
  readonly months: Months
  readonly envelopeKey: string
  readonly baseUrl: string | null
}

/** How some months went, to somebody who still administers a workspace that still wants to be told. */
export function heartbeatContents(beat: Beat): Contents {
  const { table, workspaceId, months, envelopeKey, baseUrl } = beat
  return {
    async compose(label) {
      const reader = await readerOf(beat)
      if (reader === undefined) return 'nothing'
      const figures = await countedFigures(table, workspaceId, months, beat.now())
      return {
        to: reader.email,
        mail: {
          workspaceName: reader.workspaceName,
          recipientName: reader.name,
          label,
          envelopeKey,
          baseUrl,
          discreet: false,
          unsubscribeUrl: null,
          items: [],
          heartbeat: { ...months, workspaceId, figures },
        },
      }
    },
    // A copy says what the first one said.
    stillTrue: async (mail) => ((await readerOf(beat)) === undefined ? undefined : mail),
  }
}

async function readerOf({ table, workspaceId, recipient }: Beat) {
  const person = await loadPerson(table, workspaceId, PersonId.parse(recipient))
  const workspace = await loadWorkspace(table, workspaceId)
  if (person === undefined || workspace === undefined || workspace.data.heartbeat === 'none') return undefined
  const { role, status, email, name } = person.data
  if (role !== 'administrator' || status !== 'active') return undefined
  return { email, name, workspaceName: workspace.data.name }
}
