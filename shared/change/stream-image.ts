import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { keyed } from '../table/expression.ts'
import type { Image } from './change-source.ts'

/** An item in the form of the wire: each attribute has one member, which names its type. */
const Attributes = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
)

/** What the stream tells of one write, as Lambda and GetRecords hand it over. */
const StreamRecord = z.object({
  dynamodb: z.object({
    SequenceNumber: z.string(),
    OldImage: Attributes.optional(),
    NewImage: Attributes.optional(),
  }),
})

/** A write of the stream as the table's own items, with its number there. */
export function imageOf(record: unknown): Image & { readonly sequenceNumber: string } {
  const { SequenceNumber, OldImage, NewImage } = StreamRecord.parse(record).dynamodb
  return {
    sequenceNumber: SequenceNumber,
    before: OldImage && keyed(unmarshall(OldImage)),
    after: NewImage && keyed(unmarshall(NewImage)),
  }
}
