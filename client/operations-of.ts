import * as z from 'zod'
import { typescriptOf } from './typescript-of.ts'

const Content = z.record(z.string(), z.object({ schema: z.unknown() }))
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: z.unknown() }))
    .default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
})
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

type Operation = z.output<typeof Operation>

/** The text of `operations.ts`: the types of every operation of an OpenAPI document, and where each is found. */
export function operationsOf(document: unknown): string {
  const { paths, components } = Document.parse(document)
  const found = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    .sort((a, b) => (a.operation.operationId < b.operation.operationId ? -1 : 1))
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `  ${name}: ${typescriptOf(schema)}`,
  )
  return [
    '// Written by `npm run client` from the document of the API. Do not edit.',
    '',
    '/** What the API takes and answers, by name. */',
    'export type Schemas = {',
    ...schemas,
    '}',
    '',
    '/** What each operation takes and answers. */',
    'export type Operations = {',
    ...found.flatMap(({ operation }) => [
      `  /** ${operation.summary}. */`,
      `  ${operation.operationId}: ${operationType(operation)}`,
    ]),
    '}',
    '',
    '/** The method and path of each operation, and the media type of its body. */',
    'export const operations = {',
    ...found.map(
      ({ path, method, operation }) =>
        `  ${operation.operationId}: [${[method.toUpperCase(), path, mediaTypeOf(operation)].map((text) => `'${text}'`).join(', ')}],`,
    ),
    '} as const satisfies Record<keyof Operations, readonly [string, string, string]>',
    '',
  ].join('\n')
}

function operationType(operation: Operation): string {
  const { parameters, requestBody, responses } = operation
  const group = (place: string) => {
    const members = parameters
      .filter((each) => each.in === place)
      .map(({ name, required, schema }) =>
        required ? `'${name}': ${typescriptOf(schema)}` : `'${name}'?: ${typescriptOf(schema)} | undefined`,
      )
    return members.length === 0 ? '{}' : `{ ${members.join('; ')} }`
  }
  const bodies = Object.values(requestBody?.content ?? {}).map(({ schema }) => typescriptOf(schema))
  const answers = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.values(content ?? {}).map(({ schema }) => typescriptOf(schema)))
  const body = bodies.length === 0 ? 'undefined' : bodies.join(' | ')
  const sent = requestBody === undefined || requestBody.required ? body : `${body} | undefined`
  return `{ path: ${group('path')}; query: ${group('query')}; headers: ${group('header')}; body: ${sent}; answer: ${[...new Set(answers)].join(' | ') || 'undefined'} }`
}

function mediaTypeOf({ requestBody }: Operation): string {
  return Object.keys(requestBody?.content ?? {})[0] ?? ''
}
