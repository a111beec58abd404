import { expect } from 'vitest'
import { Desk } from './desk.ts'
import { dump } from './dump.ts'

export const commitment = { title: 'Report', schedule: { kind: 'once', on: '2026-06-01' } }
export const agreement = { title: 'Agreement', type: 'treaty', parties: [] }

/** A desk with an organisation and a commitment, for requests that have to be refused. */
export class RefusedDesk {
  readonly desk: Desk
  readonly organisationId: string
  readonly commitmentId: string

  private constructor(desk: Desk, organisationId: string, commitmentId: string) {
    this.desk = desk
    this.organisationId = organisationId
    this.commitmentId = commitmentId
  }

  static async open(): Promise<RefusedDesk> {
    const desk = await Desk.open('2026-03-02T09:00:00Z')
    const organisation = await desk.done('POST', '/v1/organisations', { name: 'UN General Assembly' })
    const { id } = await desk.done('POST', '/v1/commitments', commitment)
    return new RefusedDesk(desk, organisation.id, id)
  }

  /** Sends what has to be refused, and checks the form of the refusal, and that not one byte was stored. */
  async refused(
    method: string,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; pointers: string[]; details: string[] }> {
    const before = await dump(this.desk.table)
    const answer = await this.desk.call(method, path, body, headers)

    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({
      status: answer.status,
      title: expect.any(String),
      type: expect.any(String),
    })
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
    expect(answer.body.detail.length).toBeGreaterThan(10)
    expect(await dump(this.desk.table)).toEqual(before)
    const errors: { pointer: string; detail: string }[] = answer.body.errors
    return {
      status: answer.status,
      pointers: errors.map(({ pointer }) => pointer),
      details: errors.map(({ detail }) => detail),
    }
  }
}
