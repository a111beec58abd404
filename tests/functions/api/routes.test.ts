import { describe, expect, it } from 'vitest'
import { everyRoute, routesNear } from '../../../functions/api/routes.ts'

const routes = await everyRoute()
const filled = (path: string) => path.replaceAll(/\{(\w+)\}/g, 'x')

describe('every route', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is among those that are loaded for its path, once',
    async (_, route) => {
      const near = await routesNear(filled(route.path))

      expect(near).toContain(route)
      expect(await routesNear(filled(route.path))).toBe(near)
    },
  )

  it.each(routes.filter(({ ifMatch }) => ifMatch).map((route) => [route.path, route] as const))(
    '%s has near it the one that reads what it changes',
    async (path) => {
      const near = await routesNear(filled(path))
      const reading = near.filter(({ method }) => method === 'get').map((each) => each.path)

      expect([path, path.replace(/\/[a-z-]+$/, '')].some((each) => reading.includes(each))).toBe(true)
    },
  )

  it('has a name and a place of its own', () => {
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length)
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length)
  })
})

it.each(['/', '/v1', '/v1/', '/v2/records', '/v1/nothing', '/v1/__proto__', '/v1/constructor'])(
  '%s leads to no route',
  async (path) => {
    expect(await routesNear(path)).toEqual([])
  },
)
