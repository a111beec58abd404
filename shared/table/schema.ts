/** The names of the table's key and of its indexes, once. The CDK table and every query import them. */
export const tableSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  ttl: 'expiresAt',
  indexes: {
    /** The only thing that starts work: what needs attention, by the instant at which it does. */
    byWake: { partitionKey: 'wakeShard', sortKey: 'wakeAt', projected: [] },
    /** What is due, by day: records at their first untouched open deadline, touched occurrences at their own. */
    byDue: { partitionKey: 'dueOf', sortKey: 'dueKey', projected: [] },
    /** Records, organisations and people of a workspace, by folded title, with what lists filter by. */
    byTitle: {
      partitionKey: 'listOf',
      sortKey: 'listKey',
      projected: ['kind', 'status', 'ownerId', 'areas', 'organisationIds', 'personIds', 'searchText'],
    },
  },
} as const

export type IndexName = keyof typeof tableSchema.indexes
