import * as z from 'zod'
import { Note, Title } from '../text/text.ts'
import { Milestone } from './commitment.ts'

/** Steps that ministries know, to start a commitment from: its `milestones` are written as they stand, or changed. */
export const Template = z.strictObject({
  key: z.string(),
  title: Title,
  /** What the occurrence is, which the steps are counted from. */
  occurrence: Note,
  milestones: z.array(Milestone),
})
export type Template = z.output<typeof Template>

function template(
  key: string,
  title: string,
  occurrence: string,
  steps: readonly [string, string, string][],
) {
  const milestones = steps.map(([step, name, offset]) => ({ key: step, title: name, offset }))
  return Template.parse({ key, title, occurrence, milestones })
}

/** All of them, by key. What a step means, and how long full powers hold, is each State's own: these are a beginning. */
export const templates: readonly Template[] = [
  template(
    'bilateral_treaty',
    'Bilateral treaty',
    'The day on which the instruments are exchanged or deposited.',
    [
      ['initialled', 'Text initialled', '-P18M'],
      ['full_powers', 'Full powers issued (valid for six months)', '-P13M'],
      ['signed', 'Signed', '-P12M'],
      ['full_powers_lapse', 'Full powers lapse if it is not signed', '-P7M'],
      ['government', 'Approved by the government', '-P9M'],
      ['parliament', 'Approved by parliament', '-P4M'],
      ['promulgated', 'Promulgated', '-P2M'],
      ['instrument', 'Instrument of ratification signed', '-P1M'],
      ['registered', 'Registered with the United Nations (Charter, Article 102)', 'P3M'],
    ],
  ),
  template(
    'multilateral_treaty',
    'Joining a multilateral treaty',
    'The day on which the instrument is deposited.',
    [
      ['full_powers', 'Full powers issued (valid for six months)', '-P13M'],
      ['signed', 'Signed', '-P12M'],
      ['full_powers_lapse', 'Full powers lapse if it is not signed', '-P7M'],
      ['reservations', 'Reservations and declarations decided', '-P9M'],
      ['government', 'Approved by the government', '-P8M'],
      ['parliament', 'Approved by parliament', '-P4M'],
      ['promulgated', 'Promulgated', '-P2M'],
      ['instrument', 'Instrument signed', '-P1M'],
    ],
  ),
  template('resolution', 'Resolution of a body', 'The day on which the body adopts it.', [
    ['draft', 'Draft text agreed at home', '-P12W'],
    ['consultations', 'Consultations with delegations', '-P9W'],
    ['cosponsors', 'Co-sponsors gathered', '-P6W'],
    ['tabling', 'Draft tabled', '-P5W'],
  ]),
  template('treaty_body_report', 'Report to a treaty body', 'The day on which the report is due.', [
    ['call', 'Ministries asked for their parts', '-P12M'],
    ['parts', 'Parts received', '-P8M'],
    ['draft', 'Draft report', '-P6M'],
    ['consultations', 'Consulted with civil society', '-P4M'],
    ['government', 'Approved by the government', '-P2M'],
    ['translation', 'Translated', '-P1M'],
  ]),
]
