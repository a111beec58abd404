import * as z from 'zod'
import { type Html, html } from '../../shared/mail/html.ts'
import { openApiDocument } from './openapi.ts'
import type { Route } from './route.ts'

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean(),
        schema: z.object({ description: z.string().optional() }),
      }),
    )
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ example: z.unknown().optional() })).default({}) }),
  ),
  'x-permission': z.string().optional(),
  'x-codeSamples': z.array(z.object({ source: z.string() })).default([]),
})
type Operation = z.output<typeof Operation>

/** The reference of the API for people: one page, from the same document, with nothing fetched from elsewhere. */
export function referencePage(routes: readonly Route[]): string {
  const { info, paths, components } = openApiDocument(routes)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation: Operation.parse(operation),
    })),
  )
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? 'service')
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${info.title}: reference of the API</title>
<style>${styles}</style></head><body>
<h1>${info.title}: reference of the API</h1>
<p>${info.description} For programs the same is at <a href="/v1/openapi.json">/v1/openapi.json</a> (OpenAPI 3.1).</p>
<nav><ul>${[...byTag.keys()].map((tag) => html`<li><a href="#${tag}">${tag}</a></li>`)}</ul></nav>
${[...byTag].map(([tag, each]) => html`<section id="${tag}"><h2>${tag}</h2>${each.map(operationPart)}</section>`)}
<section id="schemas"><h2>Schemas</h2>${Object.entries(components.schemas).map(([name, schema]) => html`<details id="${name}"><summary>${name}</summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`)}</section>
</body></html>
`
  return page.markup
}

function operationPart({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: Operation
}): Html {
  const answers = Object.entries(operation.responses).flatMap(([status, { content }]) =>
    Object.values(content).flatMap(({ example }) => (example === undefined ? [] : [{ status, example }])),
  )
  const bodies = Object.entries(operation.requestBody?.content ?? {})
  return html`<article id="${operation.operationId}"><h3><code>${method.toUpperCase()} ${path}</code></h3>
<p>${operation.summary}.${operation['x-permission'] === undefined ? ' Needs no token.' : ` Needs: ${operation['x-permission']}.`}</p>
${operation.parameters.length === 0 ? html`` : html`<table><tbody>${operation.parameters.map(parameterRow)}</tbody></table>`}
${bodies.map(([mediaType, { schema }]) => html`<details><summary>Body: ${mediaType}</summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`)}
${operation['x-codeSamples'].map(({ source }) => html`<pre>${source}</pre>`)}
${answers.map(({ status, example }) => html`<details><summary>Answer ${status}, for example</summary><pre>${JSON.stringify(example, null, 2)}</pre></details>`)}</article>`
}

function parameterRow({ name, in: place, required, schema }: Operation['parameters'][number]): Html {
  return html`<tr><th scope="row"><code>${name}</code></th><td>${place}${required ? ', required' : ''}</td><td>${schema.description ?? ''}</td></tr>`
}

/** Constant, so that nothing has to be encoded for a style sheet. */
const styles = html`body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:0 auto;padding:1em;color:#111;background:#fff}nav ul{columns:4 10em}pre{background:#f4f4f4;padding:.8em;overflow:auto}article{border-top:1px solid #ccc}th{text-align:left;font-weight:normal;padding-right:1em}details>summary{cursor:pointer}`
