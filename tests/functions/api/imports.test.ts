import { beforeEach, describe, expect, it } from 'vitest'
import { Desk } from '../../support/desk.ts'
import { dump } from '../../support/dump.ts'
import { linesOf, upload } from '../../support/uploads.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

const treaties = [
  'Treaties of the desk,,,,',
  ',,,,',
  'Reference,Title,Signature,Consent action,Consent date',
  '4-9,"Convention against Torture. New York, 10 December 1984",,accession,16.08.1996',
  '4-15,Convention on the Rights of Persons with Disabilities,9 January 2008,ratification,28 Jan 2009',
  '18-10,Rome Statute,,,',
].join('\r\n')

/** What the workspace holds, but for what belongs to imports. */
async function held() {
  const items = await dump(desk.table)
  return items.filter(({ pk }) => !String(pk).includes('#imp_'))
}

describe('an import', () => {
  it('makes a record of each line, with the events that its columns date', async () => {
    const { status, body, headers } = await upload(desk, 'csv', treaties, '?kind=agreement')

    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/v1/imports/${body.id}`)
    expect(body).toMatchObject({
      status: 'done',
      counts: { create: 3, update: 0, unchanged: 0, refused: 0 },
      progress: { steps: 6, checked: 6, stored: 6 },
      finishedAt: '2026-03-02T09:00:00Z',
    })
    const { data } = await desk.done('GET', '/v1/agreements')
    expect(data.map(({ externalRef, type, title }: any) => [externalRef, type, title])).toEqual([
      ['4-9', 'convention', 'Convention against Torture. New York, 10 December 1984'],
      ['4-15', 'convention', 'Convention on the Rights of Persons with Disabilities'],
      ['18-10', 'other', 'Rome Statute'],
    ])
    const events = await desk.done('GET', `/v1/records/${data[1].id}/events`)
    expect(events.data.map(({ kind, on }: any) => [kind, on])).toEqual([
      ['signature', '2008-01-09'],
      ['ratification', '2009-01-28'],
    ])
  })

  it('stores nothing in a dry run, and then does what the dry run has said', async () => {
    const before = await held()

    const dry = await upload(desk, 'csv', treaties, '?kind=agreement&dryRun=true')

    expect(dry.body).toMatchObject({ status: 'checked', counts: { create: 3, refused: 0 } })
    expect(await held()).toEqual(before)
    const said = await linesOf(desk, dry.body.id)
    const real = await desk.done('POST', `/v1/imports/${dry.body.id}/carry-out`, {})
    expect(real).toMatchObject({ status: 'done', dryRun: false, counts: { create: 3 } })
    expect(await linesOf(desk, dry.body.id)).toEqual(said)
    expect((await desk.call('POST', `/v1/imports/${dry.body.id}/carry-out`, {})).status).toBe(409)
  })

  it('changes nothing when it is run twice', async () => {
    await upload(desk, 'csv', treaties, '?kind=agreement')
    const before = await held()

    const { body } = await upload(desk, 'csv', treaties, '?kind=agreement')

    expect(body).toMatchObject({ status: 'done', counts: { create: 0, update: 0, unchanged: 3, refused: 0 } })
    expect(await held()).toEqual(before)
  })

  it('changes what has changed, by the reference, and leaves alone what has no cell', async () => {
    await upload(desk, 'csv', treaties, '?kind=agreement')
    const [first] = (await desk.done('GET', '/v1/agreements')).data
    const headers = { 'if-match': '*' }
    await desk.done('PATCH', `/v1/agreements/${first.id}`, { note: 'Kept', type: 'treaty' }, headers)

    const { body } = await upload(desk, 'csv', 'Ref;Name;Areas\n4-9;CAT;human rights\n', '?kind=agreement')

    expect(body.counts).toMatchObject({ update: 1 })
    expect(await desk.done('GET', `/v1/agreements/${first.id}`)).toMatchObject({
      title: 'CAT',
      note: 'Kept',
      type: 'treaty',
      areas: ['human rights'],
    })
  })

  it('finds a record that was recorded by hand, by its reference', async () => {
    const by = { title: 'By hand', type: 'treaty', parties: [], externalRef: '4-9' }
    const { id } = await desk.done('POST', '/v1/agreements', by)

    await upload(desk, 'csv', treaties, '?kind=agreement')

    const { data } = await desk.done('GET', '/v1/agreements?q=4-9')
    expect(data.map((each: any) => [each.id, each.version])).toEqual([[id, 2]])
  })

  it('names every fault of every line at once, with column, reason and remedy, and stores none of them', async () => {
    const before = await held()
    const sheet = [
      'Ref,Title,Organisation,Role,Start,End,Deadline',
      'm1,,UNESKO,member,03/04/2026,soon,',
      'm2,Good,,member,2018,,',
      'm2,Again,,emperor,2018,2017,',
    ].join('\n')
    await desk.done('POST', '/v1/organisations', { name: 'UNESCO' })
    const withOrganisation = await held()

    const { body } = await upload(desk, 'csv', sheet, '?kind=membership')

    expect(body).toMatchObject({ status: 'refused', counts: { create: 0, refused: 3 } })
    expect(before.length).toBeLessThan(withOrganisation.length)
    expect(await held()).toEqual(withOrganisation)
    const lines = await linesOf(desk, body.id, '&outcome=refused')
    expect(lines.map(({ line }) => line)).toEqual([2, 3, 4])
    expect(lines[0].faults).toEqual([
      {
        column: 'Start',
        reason: 'The date can be read in more than one way.',
        remedy: expect.stringContaining('3 April 2026 or 4 March 2026'),
      },
      { column: 'End', reason: 'The date cannot be read.', remedy: expect.stringContaining('"soon"') },
      {
        column: 'Organisation',
        reason: 'There is no organisation "UNESKO". Did you mean "UNESCO"?',
        remedy: 'Correct the name, record it first, or import with createOrganisations=true.',
      },
    ])
    expect(lines[2].faults).toEqual([
      {
        column: 'Ref',
        reason: 'Line 3 has the same reference or says the same.',
        remedy: 'Remove one of the lines, or give each a reference of its own.',
      },
    ])
  })

  it('leaves refused lines out when it is told to, and makes organisations that nobody has', async () => {
    const sheet = 'Ref,Organisation,Role\nm1,UNESCO,member\nm2,UNESCO,emperor\nm3,Unesco,observer\n'

    const { body } = await upload(
      desk,
      'csv',
      sheet,
      '?kind=membership&onRefused=skip&createOrganisations=true',
    )

    expect(body).toMatchObject({ status: 'done', counts: { create: 3, refused: 1 } })
    expect((await desk.done('GET', '/v1/organisations')).data).toMatchObject([{ name: 'UNESCO' }])
    const { data } = await desk.done('GET', '/v1/memberships')
    expect(data.map(({ title }: any) => title)).toEqual(['UNESCO: member', 'UNESCO: observer'])
    const again = await upload(desk, 'csv', sheet, '?kind=membership&onRefused=skip&createOrganisations=true')
    expect(again.body.counts).toEqual({ create: 0, update: 0, unchanged: 2, refused: 1 })
  })

  it('says what it has taken each column for, and takes them as it is told', async () => {
    const sheet = 'Bezeichnung,Titel,Due date\nx1,Report,31.12.2026\n'

    const guess = await upload(desk, 'csv', sheet, '?dryRun=true')

    expect(guess.body.columns).toEqual([
      { header: 'Bezeichnung', field: null, suggestions: [] },
      { header: 'Titel', field: null, suggestions: ['title'] },
      { header: 'Due date', field: 'dueOn', suggestions: [] },
    ])
    expect(guess.body.counts.refused).toBe(1)
    const columns = encodeURIComponent(JSON.stringify({ Bezeichnung: 'externalRef', Titel: 'title' }))
    const told = await upload(desk, 'csv', sheet, `?columns=${columns}`)
    expect(told.body.counts).toMatchObject({ create: 1 })
    const { data } = await desk.done('GET', '/v1/deadlines')
    expect(data).toMatchObject([{ title: 'Report', dueOn: '2026-12-31' }])
    const wrong = encodeURIComponent(JSON.stringify({ Nothing: 'title' }))
    expect((await upload(desk, 'csv', sheet, `?columns=${wrong}`)).body.errors).toEqual([
      {
        pointer: '/columns',
        detail: 'There is no column "Nothing". There are: Bezeichnung, Titel, Due date.',
      },
    ])
  })

  it('a line without a reference is known by what it says', async () => {
    const sheet =
      'Name of agreement,Country,Signed,Valid until,Notice period\nMoU on health,France,Dec 2026,2031,six months\n'

    await upload(desk, 'csv', sheet)
    const { body } = await upload(desk, 'csv', sheet)

    expect(body.counts).toMatchObject({ create: 0, unchanged: 1 })
    expect((await desk.done('GET', '/v1/agreements')).data).toMatchObject([
      {
        title: 'MoU on health',
        parties: [{ name: 'France' }],
        signedOn: '2026-12',
        terms: [{ startsOn: null, endsOn: '2031' }],
        notice: 'P6M',
        externalRef: null,
      },
    ])
  })

  it('is not found by others', async () => {
    const { body } = await upload(desk, 'csv', treaties, '?kind=agreement&dryRun=true')
    const other = await Desk.open('2026-03-02T09:00:00Z', desk.table)

    for (const path of ['', '/lines'])
      expect((await other.call('GET', `/v1/imports/${body.id}${path}`)).status).toBe(404)
    expect((await other.call('POST', `/v1/imports/${body.id}/carry-out`, {})).status).toBe(404)
  })

  it('the same request again makes no second import', async () => {
    const headers = { 'idempotency-key': 'once' }
    const first = await upload(desk, 'csv', treaties, '?kind=agreement', headers)

    const second = await upload(desk, 'csv', treaties, '?kind=agreement', headers)

    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    const other = await upload(desk, 'csv', `${treaties}\r\n1,Another,,,`, '?kind=agreement', headers)
    expect(other.status).toBe(422)
  })
})

describe('the list of imports', () => {
  it('has those of whoever asks, the newest first, with how far each is, while they are kept', async () => {
    const first = (await upload(desk, 'csv', treaties, '?kind=agreement&name=First')).body
    desk.setClock('2026-03-03T09:00:00Z')
    const dry = (await upload(desk, 'csv', treaties, '?kind=agreement&name=Second&dryRun=true')).body
    const editor = await desk.done('POST', '/v1/team', { name: 'E', email: 'e@example.org' })

    const { data } = await desk.done('GET', '/v1/imports')
    const page = await desk.done('GET', '/v1/imports?limit=1')
    const rest = await desk.done('GET', `/v1/imports?limit=1&cursor=${page.nextCursor}`)
    const theirs = await desk.done('GET', '/v1/imports', undefined, await desk.tokenOf(editor.id))
    desk.setClock('2026-04-02T08:00:00Z')
    const later = await desk.done('GET', '/v1/imports')

    expect(data).toEqual([dry, first])
    expect(data.map(({ name, status }: any) => `${name} ${status}`)).toEqual(['Second checked', 'First done'])
    expect([...page.data, ...rest.data]).toEqual(data)
    expect(theirs.data).toEqual([])
    expect(later.data.map(({ name }: any) => name)).toEqual(['Second'])
  })
})
