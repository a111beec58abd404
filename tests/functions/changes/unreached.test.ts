import { expect, it } from 'vitest'
import { unreachedIn } from '../../../functions/changes/unreached.ts'

const delivery = (state: string) => ({ pk: 'W#1#OUTBOX#email#per_1', sk: 'DELIVERY#1', state })
const envelope = (state: string) => ({ pk: 'W#1#OUTBOX#email#per_1', sk: 'ENVELOPE#1', state })

it('a reminder counts once as not reached: when it becomes held, or fails', () => {
  const writes = [
    { before: delivery('planned'), after: delivery('held') },
    { before: delivery('planned'), after: delivery('failed') },
    { before: delivery('sent'), after: delivery('failed') },
    { before: undefined, after: delivery('failed') },
    { before: delivery('failed'), after: delivery('failed') },
    { before: delivery('planned'), after: delivery('sent') },
    { before: delivery('held'), after: undefined },
    { before: envelope('fenced'), after: envelope('held') },
  ]

  expect(unreachedIn(writes)).toEqual({ held: 1, failed: 3 })
})
