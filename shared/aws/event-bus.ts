import { type AwsAccount, type JsonCall, jsonCall } from './json-call.ts'

/** Puts entries on a bus, and tells of each, in their order, whether it was taken: some may be, and others not. */
export type PutEntries = (entries: readonly BusEntry[]) => Promise<readonly boolean[]>

export type BusEntry = { readonly source: string; readonly detailType: string; readonly detail: unknown }

/** The most entries that PutEvents takes: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const mostEntries = 10

type Put = { readonly Entries?: readonly { readonly EventId?: string }[] }

/** A bus of EventBridge. */
export function eventBus(account: AwsAccount, busName: string): PutEntries {
  return entriesPut(jsonCall({ service: 'events', target: 'AWSEvents', version: '1.1' }, account), busName)
}

export function entriesPut(call: JsonCall, busName: string): PutEntries {
  return async (entries) => {
    const taken: boolean[] = []
    for (let at = 0; at < entries.length; at += mostEntries) {
      const chunk = entries.slice(at, at + mostEntries)
      const { Entries = [] } = await call<Put>('PutEvents', {
        Entries: chunk.map(({ source, detailType, detail }) => ({
          EventBusName: busName,
          Source: source,
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        })),
      })
      taken.push(...chunk.map((_, index) => Entries[index]?.EventId !== undefined))
    }
    return taken
  }
}
