import { writeFileSync } from 'node:fs'
import { openApiDocument } from '../functions/api/openapi.ts'
import { everyRoute } from '../functions/api/routes.ts'
import { operationsOf } from './operations-of.ts'

const routes = await everyRoute()

/** Writes `operations.ts` from the routes as they are: `npm run client`. */
writeFileSync(new URL('operations.ts', import.meta.url), operationsOf(openApiDocument(routes)))
