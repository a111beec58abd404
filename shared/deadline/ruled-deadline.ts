import type { DueDate } from '../time/imprecise-day.ts'
import type { Deadline, DeadlineKey } from './deadline.ts'

/** A deadline as its rule gives it, before anybody touched it. Milestones are not among them: they follow these. */
export type RuledDeadline = {
  readonly key: DeadlineKey
  readonly title: string
  readonly dueOn: DueDate
  readonly basis: string
  /** What whoever answers for it has to decide. */
  readonly asks?: string
} & Partial<Pick<Deadline, 'hour' | 'origin' | 'rotationMember' | 'reportingPeriod' | 'sessions'>>
