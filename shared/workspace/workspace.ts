import * as z from 'zod'
import { PersonId } from '../identity/id.ts'
import { WorkspaceId } from '../identity/workspace-id.ts'
import { LeadDays } from '../policy/lead-days.ts'
import { policySettings } from '../policy/policy.ts'
import { Title } from '../text/text.ts'
import { Day } from '../time/day.ts'
import { Instant } from '../time/instant.ts'
import type { WorkingCalendar } from '../time/working-calendar.ts'
import { TimeOfDay, Zone } from '../time/zone.ts'

/** What an administrator sets for the whole workspace. Defaults: api.md, 'Defaults of a new workspace'. */
export const Settings = z.strictObject({
  name: Title,
  zone: Zone,
  /** When mail goes out, on the clocks of the zone. */
  sendingHour: TimeOfDay,
  /** ISO weekdays, 1 Monday to 7 Sunday. */
  workingDays: z
    .array(z.int().min(1).max(7))
    .min(1, { error: 'At least one day of the week is a working day.' })
    .max(7)
    .refine((days) => new Set(days).size === days.length, { error: 'Name each weekday once.' }),
  holidays: z.array(Day).max(500, { error: 'At most 500 holidays.' }),
  leadDays: LeadDays,
  /** Whether administrators are told once a month how it went. */
  heartbeat: z.enum(['none', 'monthly']).default('none'),
  ...policySettings,
})
export type Settings = z.output<typeof Settings>

export function defaultSettings(name: string): Settings {
  return Settings.parse({
    name,
    zone: 'UTC',
    sendingHour: '08:00',
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    leadDays: [180, 90, 30, 7, 1],
  })
}

/** A tenant: its settings, and the administrator who answers for what nobody owns. */
export const Workspace = Settings.extend({
  id: WorkspaceId,
  administratorId: PersonId,
  version: z.int().min(1),
  createdAt: Instant,
})
export type Workspace = z.output<typeof Workspace>

export function calendarOf({ workingDays, holidays }: Settings): WorkingCalendar {
  return { workingDays, holidays }
}
