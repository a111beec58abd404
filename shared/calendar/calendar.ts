import * as z from 'zod'
import { CalendarId } from '../identity/id.ts'
import { Title } from '../text/text.ts'
import { Instant } from '../time/instant.ts'
import { WorkingCalendar } from '../time/working-calendar.ts'

/** Working days and holidays of a place or a body, by a name; schedules roll and count by it. */
export const Calendar = z.strictObject({
  name: Title,
  workingDays: WorkingCalendar.shape.workingDays.default([1, 2, 3, 4, 5]),
  holidays: WorkingCalendar.shape.holidays.default([]),
})
export type Calendar = z.output<typeof Calendar>

export const KeptCalendar = Calendar.extend({
  id: CalendarId,
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
})
export type KeptCalendar = z.output<typeof KeptCalendar>
