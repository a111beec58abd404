/** What calendars and clocks of a zone show at a moment, read from Intl and not from the product's own calendar. */
export type Wall = { readonly day: string; readonly time: string; readonly seconds: number }

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  formats.set(zone, known)
  return known
}

export function wallAt(epochMs: number, zone: string): Wall {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, value]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    day: `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`,
    time: `${of('hour')}:${of('minute')}`,
    seconds: Number(of('second')),
  }
}

/** How far the zone's clocks are ahead of UTC at a moment, in minutes. */
export function offsetMinutes(epochMs: number, zone: string): number {
  const { day, time, seconds } = wallAt(epochMs, zone)
  return (Date.parse(`${day}T${time}:00Z`) + seconds * 1_000 - Math.floor(epochMs / 1_000) * 1_000) / 60_000
}

/** The days of a year on which the clocks of a zone are changed, as their calendar names them before the change. */
export function changesOf(year: number, zone: string): string[] {
  const found: string[] = []
  const end = Date.UTC(year + 1, 0, 1)
  let before = offsetMinutes(Date.UTC(year, 0, 1), zone)
  for (let time = Date.UTC(year, 0, 1); time < end; time += 86_400_000) {
    const after = offsetMinutes(time + 86_400_000, zone)
    if (after !== before) found.push(wallAt(time, zone).day)
    before = after
  }
  return found
}
