import { beforeEach, expect, it } from 'vitest'
import { templates } from '../../../shared/record/template.ts'
import { Desk } from '../../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await Desk.open('2026-03-02T09:00:00Z')
})

it.each(templates.map(({ key }) => key))(
  'a commitment can be started from the steps of %s as they stand',
  async (key) => {
    const { data } = await desk.done('GET', '/v1/templates')
    const { milestones, title } = data.find((each: any) => each.key === key)

    const { id } = await desk.done('POST', '/v1/commitments', {
      title,
      schedule: { kind: 'once', on: '2028-06-30' },
      milestones,
    })

    const deadlines = await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2029-12-31`)
    const steps = deadlines.data.filter(({ kind }: any) => kind === 'milestone')
    expect(steps.map((step: any) => step.title).toSorted()).toEqual(
      milestones.map((step: any) => step.title).toSorted(),
    )
  },
)

it('the steps of a treaty come in the order in which a ministry takes them', async () => {
  const { data } = await desk.done('GET', '/v1/templates')
  const { milestones } = data.find(({ key }: any) => key === 'bilateral_treaty')
  const { id } = await desk.done('POST', '/v1/commitments', {
    title: 'Treaty',
    schedule: { kind: 'once', on: '2028-06-30' },
    milestones,
  })

  const deadlines = await desk.done('GET', `/v1/deadlines?recordId=${id}&to=2029-12-31`)

  expect(deadlines.data.map(({ title, dueOn }: any) => `${dueOn} ${title}`)).toEqual([
    '2026-12-30 Text initialled',
    '2027-05-30 Full powers issued (valid for six months)',
    '2027-06-30 Signed',
    '2027-09-30 Approved by the government',
    '2027-11-30 Full powers lapse if it is not signed',
    '2028-02-29 Approved by parliament',
    '2028-04-30 Promulgated',
    '2028-05-30 Instrument of ratification signed',
    '2028-06-30 Treaty',
    '2028-09-30 Registered with the United Nations (Charter, Article 102)',
  ])
})
