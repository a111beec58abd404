import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openApiDocument } from '../../../functions/api/openapi.ts'
import { exampleBody } from '../../../functions/api/openapi-examples.ts'
import { everyRoute } from '../../../functions/api/routes.ts'
import { Desk } from '../../support/desk.ts'

const routes = await everyRoute()

const written = routes.filter(({ body }) => body !== undefined)

describe('every operation has an example', () => {
  it('a call for a shell, with its method, its path and what it needs', () => {
    const { paths } = openApiDocument(routes)

    for (const { operationId, method, path, ifMatch } of routes) {
      const [sample]: any[] = (paths as any)[path][method]['x-codeSamples']
      expect([operationId, sample.source]).toEqual([
        operationId,
        expect.stringContaining(path.split('{')[0]!),
      ])
      expect(sample.source.includes('if-match')).toBe(ifMatch === 'required')
      expect(sample.source).not.toMatch(/[{}]\w+\}"/)
    }
  })

  it.each(written.map((route) => [route.operationId, route] as const))('that %s takes', (_, route) => {
    const example = exampleBody(route)

    const schema =
      route.method === 'patch' && route.body instanceof z.ZodObject
        ? z.strictObject(route.body.shape).partial()
        : route.body!
    expect(schema.safeParse(example).error?.issues ?? []).toEqual([])
  })
})

const answering = routes.filter(({ files }) => files === undefined)

describe('every operation says what it answers, by an example', () => {
  it.each(answering.map((route) => [route.operationId, route] as const))(
    'of the form that %s has',
    (_, route) => {
      const { paths }: any = document
      const { content } = paths[route.path][route.method].responses[route.status]

      const { example } = content['application/json']

      expect(example).toBeDefined()
      expect(route.answer.safeParse(example).error?.issues ?? []).toEqual([])
    },
  )
})

const document = openApiDocument(routes)

describe('the reference page', () => {
  it('has every operation and schema of the document, and fetches nothing', async () => {
    const desk = await Desk.open('2026-03-02T09:00:00Z')
    const response = await desk.app.request('/v1/reference')

    const page = await response.text()

    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const { operationId } of routes) expect(page).toContain(`<article id="${operationId}">`)
    expect(page.match(/, for example</g)).toHaveLength(answering.length)
    for (const name of Object.keys(openApiDocument(routes).components.schemas))
      expect(page).toContain(`<details id="${name}">`)
    expect(page).not.toMatch(/<script|<link|<img|src=|@import/)
  })
})
