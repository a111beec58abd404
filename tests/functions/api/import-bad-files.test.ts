import { beforeAll, describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { Desk } from '../../support/desk.ts'
import { linesOf, upload } from '../../support/uploads.ts'
import { zip } from '../../support/zip.ts'

let desk: Desk

beforeAll(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

/** With what a file is refused. */
async function refused(format: 'csv' | 'xlsx' | 'json', content: string | Uint8Array) {
  const { status, body } = await upload(desk, format, content, '?dryRun=true')
  return [status, body.detail]
}

const sheet = (cells: string) => `<worksheet><sheetData>${cells}</sheetData></worksheet>`
const book = (cells: string, more: object = {}) =>
  zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.from(sheet(cells)), ...more }])

describe('a file that would do harm is refused before it is read', () => {
  it('a spreadsheet that decompresses to far more than it is', async () => {
    const bomb = zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(200 * 1024 * 1024, 0x20) }])

    expect(bomb.length).toBeLessThan(300_000)
    expect(await refused('xlsx', bomb)).toEqual([
      413,
      'The spreadsheet decompresses to more than 64 MiB. Split it.',
    ])
  })

  it('one that hides its size, and one whose parts share their bytes', async () => {
    const liar = zip([{ name: 'xl/sharedStrings.xml', content: Buffer.alloc(100 * 1024 * 1024), size: 10 }])
    const quine = zip([{ name: 'xl/a.xml', content: Buffer.alloc(1024 * 1024) }], 100)

    expect((await refused('xlsx', liar))[0]).toBe(413)
    expect((await refused('xlsx', quine))[0]).toBe(413)
  })

  it.each([
    ['a cell in the last column', '<row r="1"><c r="XFD1"><v>1</v></c></row>', 'more than 200 columns'],
    ['ten thousand columns', `<row r="1">${'<c><v>1</v></c>'.repeat(10_000)}</row>`, 'more than 200 columns'],
    ['a cell in the last row', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', 'more than 10000 rows'],
    ['more rows than an import takes', '<row></row>'.repeat(12_000), 'more than 10000 rows'],
  ])('a sheet with %s', async (_, cells, detail) => {
    expect((await refused('xlsx', book(cells)))[1]).toContain(detail)
  })

  it('a body of 100 MB, of which no more than the limit is read', async () => {
    let read = 0
    const chunk = new Uint8Array(64 * 1024).fill(0x61)
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += chunk.length
        if (read > 100 * 1024 * 1024) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const response = await desk.app.request('/v1/imports', {
      method: 'POST',
      headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'text/csv' },
      body: endless,
      duplex: 'half',
    } as RequestInit)

    expect(response.status).toBe(413)
    expect(read).toBeLessThan(5 * 1024 * 1024)
  })

  it.each([
    ['ten thousand columns', `${'a,'.repeat(10_000)}\n1,2`, 'Line 1 has 10001 columns'],
    [
      'a cell without an end',
      `Title,Due\n"${'x'.repeat(20_000)}",2026`,
      'a cell of 20000 characters in column A',
    ],
    ['a NUL', 'Title,Due\nA\u0000B,2026', 'NUL characters'],
    ['too many lines', `Title\n${'x\n'.repeat(10_500)}`, 'an import takes 10000'],
    ['no column that is known', 'Foo,Bar\n1,2', 'The headers are: Foo, Bar'],
    ['nothing', '', 'The file has no lines'],
  ])('CSV with %s', async (_, text, detail) => {
    const [status, said] = await refused('csv', text)

    expect([413, 422]).toContain(status)
    expect(said).toContain(detail)
  })

  it.each([
    ['text that is no archive', Buffer.from('hello')],
    ['an archive that is cut off', book('<row r="1"></row>').subarray(0, 60)],
    ['an archive without sheets', zip([{ name: 'a.txt', content: Buffer.from('a') }])],
    ['the old format', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ])('as a spreadsheet, %s', async (_, bytes) => {
    expect((await refused('xlsx', bytes))[0]).toBe(422)
  })

  it('JSON that is none, or none of the product', async () => {
    const { body } = await upload(desk, 'json', 'not json\n{"noun":"nothing","body":{}}\n', '?dryRun=true')

    expect(body.counts).toMatchObject({ create: 0, refused: 2 })
    expect((await linesOf(desk, body.id))[0].faults[0].reason).toBe('The line is not JSON.')
    expect((await refused('json', '{"organisations": 1}'))[0]).toBe(422)
  })

  it('a file of another type', async () => {
    const response = await desk.app.request('/v1/imports', {
      method: 'POST',
      headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/pdf' },
      body: 'x',
    })

    expect(response.status).toBe(415)
  })
})

describe('text is decoded where its encoding is certain', () => {
  const text = 'Title;Due\nƏməkdaşlıq – Žižek;31.12.2026\n'
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  const latin = Buffer.from('Title;Due\nD\u00e9claration;31.12.2026\n', 'latin1')

  it('UTF-16 with its mark, UTF-8 with one, and what the Content-Type names', async () => {
    const first = await upload(desk, 'csv', utf16, '?dryRun=true')
    const second = await upload(desk, 'csv', `\ufeff${text}`, '?dryRun=true')
    const type = { 'content-type': 'text/csv; charset=windows-1252' }
    const third = await upload(desk, 'csv', latin, '?dryRun=true', type)

    for (const { body } of [first, second])
      expect((await linesOf(desk, body.id))[0].label).toBe('Əməkdaşlıq – Žižek')
    expect((await linesOf(desk, third.body.id))[0].label).toBe('Déclaration')
  })

  it('anything else is refused with what to do', async () => {
    expect(await refused('csv', latin)).toEqual([
      422,
      'The file is not text in UTF-8. Save it as "CSV UTF-8", or name its encoding in the Content-Type, such as text/csv; charset=windows-1252.',
    ])
    expect((await refused('csv', Buffer.from(text, 'utf16le')))[0]).toBe(422)
  })
})

describe('a spreadsheet', () => {
  it('is read with its real dates, its merged group headers and its numbers', async () => {
    const day = { value: new Date(Date.UTC(2026, 11, 31)), type: Date, format: 'dd/mm/yyyy' } as const
    const file = await writeExcelFile([
      [{ value: 'Commitments of the desk', columnSpan: 4 }, null, null, null],
      [],
      [{ value: '' }, { value: 'Dates', columnSpan: 2 }, null, { value: 'Money' }],
      [
        { value: 'Name' },
        { value: 'Due' },
        { value: 'Frequency' },
        { value: 'Amount' },
        { value: 'Currency' },
      ],
      [{ value: 'Contribution' }, day, { value: 'yearly' }, { value: 1250.5 }, { value: 'usd' }],
      [{ value: 'Report' }, { value: 46_387 }, null, null, null],
      [{ value: 'Only a year' }, { value: 2027 }, null, null, null],
    ] as never).toBuffer()

    const { body } = await upload(desk, 'xlsx', file)

    expect(await linesOf(desk, body.id, '&outcome=refused')).toEqual([])
    expect(body.counts.create).toBe(3)
    const { data } = await desk.done('GET', '/v1/commitments')
    expect(
      data.map(({ title, schedule, amount }: any) => [title, schedule.startsOn ?? schedule.on, amount]),
    ).toEqual([
      ['Contribution', '2026-12-31', { value: 1250.5, currency: 'USD' }],
      ['Only a year', '2027', null],
      ['Report', '2026-12-31', null],
    ])
  })
})
