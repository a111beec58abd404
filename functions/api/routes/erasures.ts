import * as z from 'zod'
import { invalid, notFound, Refusal } from '../../../shared/errors/refusal.ts'
import { erased, HistoryEntry } from '../../../shared/history/history.ts'
import { KeptPerson } from '../../../shared/person/person.ts'
import { touchPerson } from '../../../shared/person/person-acts.ts'
import { choicesPut, loadOwnChoices, noChoices } from '../../../shared/policy/choices-store.ts'
import { touchRecord } from '../../../shared/record/record-acts.ts'
import { keys, type OwnerId, partitionOf, ranges } from '../../../shared/table/keys.ts'
import { all, type Item, maxWritesPerTransaction, type Write } from '../../../shared/table/table.ts'
import { Note } from '../../../shared/text/text.ts'
import { by } from '../organisation-call.ts'
import { parse } from '../parse.ts'
import { personOf } from '../person-call.ts'
import { circumstances, recordOf } from '../record-call.ts'
import { type Call, noQuery, type Route, route } from '../route.ts'

const PersonErasure = z.strictObject({ reason: Note })
const ChangeErasure = z.strictObject({ pointer: z.string().min(1).max(500), reason: Note })

/** What of a person's history says who they are, when they were away and how they are reached. */
const personal = /^\/(name|email|absences\/.+|reminders\/.+)$/
/** What else an erasure writes: the row, its entry, the address that leads to it, and the one that no longer does. */
const besides = 5

export const erasureRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/team/{personId}/erase',
    operationId: 'erasePerson',
    summary:
      'Erase the name, address, choices and absences of a person who was removed, from their history too',
    permission: 'administer',
    query: noQuery,
    body: PersonErasure,
    answer: KeptPerson,
    status: 200,
    async run(call) {
      const { reason } = parse(PersonErasure, call.body)
      const stored = await personOf(call)
      if (stored.data.status !== 'removed')
        throw new Refusal(
          'conflict',
          'Remove the person first: who is in the team has a name and an address.',
        )
      const { workspaceId } = call.identity
      const writes: Write[] = []
      for await (const item of all(call.table, ranges.history(partitionOf(workspaceId, stored.data.id)))) {
        const pointers = entryOf(item).changes.flatMap(({ pointer }) =>
          personal.test(pointer) ? [pointer] : [],
        )
        const write = erasing(item, pointers)
        if (write !== undefined) writes.push(write)
      }
      // What does not fit beside the entry goes first: cut off in between, the same request erases the rest.
      while (writes.length + besides > maxWritesPerTransaction)
        await call.table.write(writes.splice(0, maxWritesPerTransaction))
      // That they have left stays: whom they were to stand in for has to have somebody.
      const { version, whereabouts } = await loadOwnChoices(call.table, workspaceId, stored.data.id)
      const left = { absences: [], left: whereabouts.left ?? { successorId: null } }
      const forgotten = { ...noChoices(), version: version + 1, whereabouts: left }
      const person = {
        ...stored.data,
        name: 'Erased',
        email: 'erased@erased.invalid',
        version: stored.data.version + 1,
      }
      const touched = await touchPerson(by(call), stored, person, { action: 'erased', reason, changes: [] })
      return {
        status: 200,
        body: person,
        writes: [...touched, ...writes, choicesPut(workspaceId, person.id, forgotten)],
      }
    },
  }),
  route({
    method: 'post',
    path: '/v1/records/{recordId}/history/{seq}/erase',
    operationId: 'eraseRecordChange',
    summary: 'Erase what one change in a record’s history was from and to; that it was made stays',
    permission: 'administer',
    query: noQuery,
    body: ChangeErasure,
    answer: HistoryEntry,
    status: 200,
    async run(call) {
      const { pointer, reason } = parse(ChangeErasure, call.body)
      const whole = await recordOf(call)
      const { seq, write } = await erasedChange(call, whole.record.id, pointer)
      const at = await circumstances(call, whole.record)
      const deed = { action: 'erased', about: `${seq}${pointer}`, reason, changes: [] }
      const writes = [...(await touchRecord(at, whole, deed)), write]
      return { status: 200, body: entryOf(write.put), writes }
    },
  }),
  route({
    method: 'post',
    path: '/v1/team/{personId}/history/{seq}/erase',
    operationId: 'erasePersonChange',
    summary: 'Erase what one change in a person’s history was from and to, such as the note of an absence',
    permission: 'administer',
    query: noQuery,
    body: ChangeErasure,
    answer: HistoryEntry,
    status: 200,
    async run(call) {
      const { pointer, reason } = parse(ChangeErasure, call.body)
      const stored = await personOf(call)
      const { seq, write } = await erasedChange(call, stored.data.id, pointer)
      const deed = { action: 'erased', about: `${seq}${pointer}`, reason, changes: [] }
      const writes = [...(await touchPerson(by(call), stored, stored.data, deed)), write]
      return { status: 200, body: entryOf(write.put), writes }
    },
  }),
]

/** @throws Refusal not_found where there is no such entry, invalid at /pointer where it has no such change */
async function erasedChange(
  { table, identity, params }: Call,
  id: OwnerId,
  pointer: string,
): Promise<{ readonly seq: string; readonly write: { readonly put: Item } }> {
  const { seq = '' } = params
  const key = /^[1-9]\d{0,8}$/.test(seq) && keys.change(partitionOf(identity.workspaceId, id), Number(seq))
  const item = key ? await table.get(key) : undefined
  if (item === undefined) throw notFound()
  const write = erasing(item, [pointer])
  if (write === undefined)
    throw invalid('/pointer', 'This entry has no change of that member, or it was erased already.')
  return { seq, write }
}

/** The write of an entry without the values of some of its changes; undefined where it has none of them. */
function erasing(item: Item, pointers: readonly string[]): { readonly put: Item } | undefined {
  let entry: HistoryEntry | undefined
  for (const pointer of pointers) entry = erased(entry ?? entryOf(item), pointer) ?? entry
  return entry && { put: { pk: item.pk, sk: item.sk, ...entry } }
}

function entryOf({ pk: _pk, sk: _sk, ...entry }: Item): HistoryEntry {
  return HistoryEntry.parse(entry)
}
