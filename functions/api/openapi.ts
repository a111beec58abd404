import type * as z from 'zod'
import { KeptPerson } from '../../shared/person/person.ts'
import { Acceptance } from './accept-invitation.ts'
import { exampleAnswer, exampleBody, exampleCall } from './openapi-examples.ts'
import { componentsOf, type JsonSchema, schemaOf, spelledOut } from './openapi-schema.ts'
import type { Route } from './route.ts'

const refused = {
  description: 'Refused; nothing was stored',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const

/** The OpenAPI 3.1 document of the routes, made from the schemas that the routes themselves parse with. */
export function openApiDocument(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = { ...servicePaths }
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Servanda',
      version: '1',
      description: 'Agreements, memberships and recurring commitments, their deadlines and reminders.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: componentsOf(paths),
    },
  }
}

/** What needs no token. */
const servicePaths = {
  '/v1/healthz': {
    get: publicOperation('readHealth', 'Whether the service answers, and what time it is there'),
  },
  '/v1/sign-in': { get: publicOperation('readSignIn', 'Where people sign in, and as which client') },
  '/v1/invitations/accept': { post: acceptance() },
  '/v1/openapi.json': { get: publicOperation('readOpenApi', 'This document') },
}

function publicOperation(operationId: string, summary: string) {
  const content = { 'application/json': { schema: { type: 'object' } } }
  return {
    operationId,
    summary,
    tags: ['service'],
    security: [],
    responses: { 200: { description: 'Done', content } },
  }
}

/** Its credential is an access token of somebody who belongs to no workspace yet. */
function acceptance() {
  const json = (schema: JsonSchema) => ({ 'application/json': { schema } })
  return {
    operationId: 'acceptInvitation',
    summary: 'Link who has signed in with the person that an invitation names',
    tags: ['team'],
    requestBody: { required: true, content: json(schemaOf(Acceptance, 'input')) },
    responses: {
      200: { description: 'Done', content: json(schemaOf(KeptPerson, 'output')) },
      default: refused,
    },
  }
}

function operation(route: Route) {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'service'],
    parameters: parametersOf(route),
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, route.body) }),
    ...(route.upload === undefined
      ? {}
      : { requestBody: { required: true, content: filesOf(route.upload.mediaTypes) } }),
    responses: {
      ...answersOf(route),
      default: refused,
    },
    'x-codeSamples': [{ lang: 'Shell', source: exampleCall(route) }],
    'x-permission': route.permission,
  }
}

function filesOf(mediaTypes: readonly string[]) {
  return Object.fromEntries(
    mediaTypes.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }]),
  )
}

function answersOf(route: Route) {
  const { status, answer, dryRunAnswer, files } = route
  if (files !== undefined) return { [status]: { description: 'Done', content: filesOf(files) } }
  const done = schemaOf(answer, 'output')
  const example = exampleAnswer(route)
  const json = (description: string, schema: JsonSchema, more: object = {}) => ({
    description,
    content: { 'application/json': { schema, ...more } },
  })
  if (dryRunAnswer === undefined) return { [status]: json('Done', done, { example }) }
  const dry = schemaOf(dryRunAnswer, 'output')
  return status === 200
    ? { 200: json('Done; or what would be, of a dry run', { anyOf: [done, dry] }, { example }) }
    : { [status]: json('Done', done, { example }), 200: json('What would be, of a dry run', dry) }
}

function requestBody(route: Route, body: z.ZodType) {
  const mediaType = route.method === 'patch' ? 'application/merge-patch+json' : 'application/json'
  const schema = spelledOut(body, 'input')
  return {
    required: 'required' in schema,
    content: {
      [mediaType]: {
        schema: route.method === 'patch' ? partial(schema) : schema,
        example: exampleBody(route),
      },
    },
  }
}

/** A merge patch names what changes, so nothing of it is required, and null removes. Source: RFC 7396. */
function partial({ required: _, ...schema }: JsonSchema): JsonSchema {
  return { ...schema, description: 'A JSON merge patch (RFC 7396): members to change; null removes one.' }
}

function parametersOf(route: Route) {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(route.query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema, 'input'),
  }))
  const ifMatch = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 200 },
  }
  return [
    ...inPath,
    ...inQuery,
    ...(route.ifMatch === undefined ? [] : [ifMatch]),
    ...(route.method === 'get' ? [] : [key]),
  ]
}
