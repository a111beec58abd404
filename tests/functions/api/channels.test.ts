import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import { answering, aReceiver } from '../../shared/channel/target/receivers.ts'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z', undefined, { reach: 'loopback_too' })
})

const target = 'https://hooks.slack.com/services/T000/B000/the-secret-part'
const slack = { kind: 'slack', name: 'Treaty desk', target }

function add(body: object = slack) {
  return desk.done('POST', '/v1/channels', body)
}

function change(id: string, body: object, headers: Record<string, string> = { 'if-match': '*' }) {
  return desk.call('PATCH', `/v1/channels/${id}`, body, headers)
}

describe('a channel', () => {
  it('is added, read and listed without the part of its target that lets anybody post', async () => {
    const added = await add()
    const read = await desk.done('GET', `/v1/channels/${added.id}`)
    const listed = await desk.done('GET', '/v1/channels')

    expect(added).toMatchObject({
      kind: 'slack',
      name: 'Treaty desk',
      target: 'https://hooks.slack.com/…',
      status: { state: 'active' },
      secret: null,
    })
    expect(listed.data).toEqual([read])
    expect(JSON.stringify([added, read, listed])).not.toContain('the-secret-part')
    expect(desk.faults).toEqual([])
  })

  it('is changed in its name alone, and keeps its target', async () => {
    const { id } = await add()

    const changed = await change(id, { name: 'Protocol' })

    expect(changed.body).toMatchObject({ name: 'Protocol', target: 'https://hooks.slack.com/…', version: 2 })
    expect(changed.headers.get('etag')).toBe('"2"')
  })

  it('has a history in which no secret stands', async () => {
    const { id } = await add({
      kind: 'webhook',
      name: 'Archive',
      target: 'https://archive.example.org/in/key-1',
    })
    const { secret } = await desk.done('POST', `/v1/channels/${id}/rotate-secret`)
    await change(id, { target: 'https://archive.example.org/in/key-2' })

    const history = (await dump(desk.table)).filter(({ sk }) => sk.startsWith('CHANGE#'))
    const own = JSON.stringify(history.filter(({ pk }) => pk.includes(id)))
    expect(own).toContain('"/target"')
    expect(own).toContain('"/secrets"')
    expect(own).not.toMatch(/key-\d|whsec_/)
    expect(own).not.toContain(secret)
  })

  it.each([
    [{ ...slack, kind: 'email' }, '/kind'],
    [{ ...slack, name: '' }, '/name'],
    [{ ...slack, target: 'http://hooks.slack.com/x' }, '/target'],
    [{ ...slack, target: 'https://10.0.0.1/x' }, '/target'],
    [{ ...slack, target: 'https://metadata.google.internal/' }, '/target'],
    [{ ...slack, target: 'https://user:pass@hooks.slack.com/x' }, '/target'],
    [{ ...slack, target: 17 }, '/target'],
    [{ kind: 'slack', name: 'No target' }, '/target'],
    [{ ...slack, secret: 'mine' }, '/secret'],
  ])('that is wrong is refused where it is wrong, and not stored: %j', async (body, pointer) => {
    const answer = await desk.call('POST', '/v1/channels', body)

    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((each: any) => each.pointer)).toEqual([pointer])
    expect((await desk.done('GET', '/v1/channels')).data).toEqual([])
  })

  it('keeps its kind, and no change leads it inside', async () => {
    const { id } = await add()

    const [kind, inside] = [
      await change(id, { kind: 'teams' }),
      await change(id, { target: 'https://[::1]/x' }),
    ]

    expect([kind.status, kind.body.errors[0].pointer]).toEqual([422, '/kind'])
    expect(inside.status).toBe(200)
    expect((await change(id, { target: 'https://192.168.1.1/x' })).status).toBe(422)
  })

  it('is changed only by who has seen it, and only by an administrator', async () => {
    const { id } = await add()

    expect((await change(id, { name: 'X' }, {})).status).toBe(428)
    expect((await change(id, { name: 'X' }, { 'if-match': '"7"' })).status).toBe(412)
  })

  it('is disabled and taken up again', async () => {
    const { id } = await add()

    const disabled = await change(id, { state: 'disabled' })
    const active = await change(id, { state: 'active' })

    expect(disabled.body.status).toEqual({
      state: 'disabled',
      at: '2026-03-02T09:00:00Z',
      why: 'An administrator disabled it.',
    })
    expect(active.body.status).toEqual({ state: 'active' })
  })

  it('is removed', async () => {
    const { id } = await add()

    await desk.done('DELETE', `/v1/channels/${id}`, undefined, { 'if-match': '*' })

    expect((await desk.call('GET', `/v1/channels/${id}`)).status).toBe(404)
    expect((await desk.done('GET', '/v1/channels')).data).toEqual([])
  })

  it('of another workspace is as one that does not exist', async () => {
    const { id } = await add()
    const other = await Desk.open('2026-03-02T09:00:00Z', desk.table)

    const foreign = [
      await other.call('GET', `/v1/channels/${id}`),
      await other.call('PATCH', `/v1/channels/${id}`, { name: 'X' }, { 'if-match': '*' }),
      await other.call('DELETE', `/v1/channels/${id}`, undefined, { 'if-match': '*' }),
      await other.call('POST', `/v1/channels/${id}/test`),
      await other.call('POST', `/v1/channels/${id}/rotate-secret`),
    ]

    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect((await other.done('GET', '/v1/channels')).data).toEqual([])
  })
})

describe('a test', () => {
  it('arrives once, says that it is one, and what came of it is told', async () => {
    const { url, received } = await aReceiver(answering(200, 'ok'))
    const { id } = await add({ ...slack, target: url })

    const tried = await desk.done('POST', `/v1/channels/${id}/test`)

    expect(tried).toEqual({ outcome: 'accepted', detail: null })
    expect(received).toHaveLength(1)
    expect(JSON.parse(received[0]!.body).text).toBe('This is a test of Servanda: reminders will arrive here')
  })

  it.each([
    ['slack', answering(404, 'no_service'), { outcome: 'refused', detail: 'HTTP 404: no_service' }],
    ['teams', answering(200, 'Something went wrong'), { outcome: 'unknown', detail: 'HTTP 200' }],
    [
      'webhook',
      answering(302, '', { location: 'http://127.0.0.1:1/' }),
      { outcome: 'refused', detail: 'HTTP 302' },
    ],
  ])('of %s that fails says why', async (kind, reaction, tried) => {
    const { url } = await aReceiver(reaction)
    const { id } = await add({ kind, name: 'Desk', target: url })

    expect(await desk.done('POST', `/v1/channels/${id}/test`)).toEqual(tried)
  })

  it('of a webhook is signed by the secret that was shown once; and by both while it changes over', async () => {
    const { url, received } = await aReceiver(answering(204))
    const { id, secret } = await add({ kind: 'webhook', name: 'Archive', target: url })
    const rotated = await desk.done('POST', `/v1/channels/${id}/rotate-secret`)

    await desk.done('POST', `/v1/channels/${id}/test`)

    const { body, headers } = received[0]!
    expect(rotated.previousSecretUntil).toBe('2026-03-03T09:00:00Z')
    expect(rotated.secret).not.toBe(secret)
    for (const each of [secret, rotated.secret])
      expect(new Webhook(each).verify(body, headers as Record<string, string>)).toMatchObject({
        type: 'reminder.due',
      })
    expect(JSON.stringify(await desk.done('GET', `/v1/channels/${id}`))).not.toContain('whsec_')
  })
})
