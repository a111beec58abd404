import * as z from 'zod'
import type { Get } from '../../shared/channel/target/get.ts'
import type { Post } from '../../shared/channel/target/post.ts'
import type { Reach } from '../../shared/channel/target/target.ts'
import type { Json } from '../../shared/errors/unstorable.ts'
import type { Actor } from '../../shared/history/history.ts'
import type { PersonId, WorkspaceId } from '../../shared/identity/id.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import type { Instant } from '../../shared/time/instant.ts'
import type { CursorSigner } from './cursor.ts'
import { parse } from './parse.ts'
import type { Upload, UploadRule } from './upload.ts'

/** What a request may do: the scope of its token, within the role of its person. */
export type Permission = 'read' | 'write' | 'administer'

/**
 * What an operation asks for. `own`: whoever it is about, whatever their role, with a credential that may write; or, in
 * the place of others, an administrator.
 */
export type Needed = Permission | 'own'

/** Who asks, as verified. Nothing of it comes from the path, the query or the body. */
export type Identity = {
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId
  readonly actor: Actor
  readonly permission: Permission
  /** What the credential may be used for, whatever its person may. */
  readonly scope: 'read' | 'write'
  /** When the credential ends; null: never. What it makes lets nobody in for longer. */
  readonly expiresAt: Instant | null
}

/** What every route may use. */
export type Desk = {
  readonly table: Table
  readonly tableId: () => Promise<string>
  readonly now: Instant
  readonly cursors: CursorSigner
  /** How far what we send may go, and what sends it. */
  readonly reach: Reach
  readonly post: Post
  /** What reads what others publish. */
  readonly get: Get
}

export type Call<Q = unknown> = Desk & {
  readonly identity: Identity
  readonly params: Readonly<Record<string, string>>
  readonly query: Q
  /** The body as JSON, not yet parsed by a schema. */
  readonly body: Json
  readonly ifMatch: string | undefined
  /** The file that was sent, where the route takes one. */
  readonly upload?: Upload | undefined
}

/** A file, or a part of one: its name is offered to whoever keeps it. */
export type AnsweredFile = {
  readonly mediaType: string
  readonly name: string | null
  readonly content: string | Uint8Array<ArrayBuffer>
}

/** What is answered, and what is stored with it in one transaction: all of it, or nothing. */
export type Answer = {
  readonly status: 200 | 201
  readonly body: unknown
  /** What is answered in the place of JSON. */
  readonly file?: AnsweredFile
  readonly etag?: string
  readonly location?: string
  /** The cursor of the page that follows. */
  readonly nextCursor?: string | null
  readonly writes?: readonly Write[]
  /** What makes the change visible sooner. It may fail or never run: the sweep does it too. */
  readonly afterwards?: () => Promise<void>
}

/** One operation of the API, as data: the router, the permissions and the OpenAPI document are made from it. */
export type Route = {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** With `{name}` for each parameter. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly permission: Needed
  readonly query: z.ZodObject
  /** What the body may be. Of a PATCH: what the whole is after the patch is applied. */
  readonly body?: z.ZodType
  readonly answer: z.ZodType
  /** The files that it takes. */
  readonly upload?: UploadRule
  /** The media types of the files that it answers. */
  readonly files?: readonly string[]
  /** What a dry run answers, with status 200. */
  readonly dryRunAnswer?: z.ZodType
  /** Whether If-Match is required. */
  readonly ifMatch?: 'required'
  readonly status: 200 | 201
  /** Its answer holds a secret that is shown once: it is not kept, and a replay by Idempotency-Key is refused. */
  readonly oneTimeSecret?: true
  readonly run: (call: Call) => Promise<Answer>
}

/** A route whose query is parsed by its schema before it runs. */
export function route<Q extends z.ZodObject>(
  definition: Omit<Route, 'query' | 'run'> & {
    readonly query: Q
    readonly run: (call: Call<z.output<Q>>) => Promise<Answer>
  },
): Route {
  return {
    ...definition,
    run: (call) => definition.run({ ...call, query: parse(definition.query, call.query) }),
  }
}

/** The query of an operation that takes none: any parameter is unknown. */
export const noQuery = z.strictObject({})

/** A body of which every field may be left out, and there is none. */
export const noBody = z.strictObject({})
