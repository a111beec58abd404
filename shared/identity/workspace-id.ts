import * as z from 'zod'

/** Named by nobody outside this file: no other schema makes this type, and no text is of it. */
declare const kept: unique symbol

/**
 * The tenant, as we have kept or signed it ourselves: on a stored row, in a key, in a message of our own. What answers
 * requests may not import this (a lint rule), so that no tenant is ever made from what a request says: there it comes
 * with the verified identity, and only as a type, from `id.ts`.
 */
export const WorkspaceId = z
  .string()
  .regex(/^ws_[0-9a-z]{1,32}$/)
  .brand<typeof kept>()
export type WorkspaceId = z.output<typeof WorkspaceId>
