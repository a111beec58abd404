import type { Route } from './route.ts'

/**
 * Operations that are loaded together, when a path of theirs is first asked for: a function that only lists deadlines
 * never reads the code of imports. `at` says which paths those are, below `/v1`: a path belongs to the longest that it
 * begins with.
 */
type RouteModule = { readonly at: readonly string[]; readonly load: () => Promise<readonly Route[]> }

/** Every operation of the API that works on what is stored. */
const modules: readonly RouteModule[] = [
  { at: ['me'], load: async () => (await import('./routes/me.ts')).meRoutes },
  { at: ['organisations'], load: async () => (await import('./routes/organisations.ts')).organisationRoutes },
  {
    at: ['organisations/*/sessions'],
    load: async () => (await import('./routes/sessions.ts')).sessionRoutes,
  },
  {
    at: ['organisations/*/sessions'],
    load: async () => (await import('./routes/session-calendar.ts')).sessionCalendarRoutes,
  },
  {
    at: ['organisations/*/session-source', 'session-sources'],
    load: async () => (await import('./routes/session-sources.ts')).sessionSourceRoutes,
  },
  {
    at: ['records', 'agreements', 'memberships', 'commitments'],
    load: async () => (await import('./routes/records.ts')).recordRoutes,
  },
  {
    at: ['records/*/events', 'organisations/*/events'],
    load: async () => (await import('./routes/events.ts')).eventRoutes,
  },
  {
    at: [
      ...['records', 'organisations', 'team', 'calendars', 'channels', 'webhooks'].map(
        (of) => `${of}/*/history`,
      ),
      'settings/history',
      'histories',
    ],
    load: async () => (await import('./routes/history.ts')).historyRoutes,
  },
  { at: ['changes'], load: async () => (await import('./routes/changes.ts')).changeRoutes },
  {
    at: ['deadlines', 'records/*/deadlines'],
    load: async () => (await import('./routes/deadlines.ts')).deadlineRoutes,
  },
  { at: ['schedules'], load: async () => (await import('./routes/schedules.ts')).scheduleRoutes },
  { at: ['templates'], load: async () => (await import('./routes/templates.ts')).templateRoutes },
  { at: ['reminders'], load: async () => (await import('./routes/reminders.ts')).reminderRoutes },
  {
    at: ['team/*/reminders'],
    load: async () => (await import('./routes/reminder-choices.ts')).reminderChoiceRoutes,
  },
  {
    at: ['records/*/mutes', 'records/*/unmute'],
    load: async () => (await import('./routes/mutes.ts')).muteRoutes,
  },
  { at: ['calendars'], load: async () => (await import('./routes/calendars.ts')).calendarRoutes },
  { at: ['channels'], load: async () => (await import('./routes/channels.ts')).channelRoutes },
  { at: ['team'], load: async () => (await import('./routes/team.ts')).teamRoutes },
  {
    at: ['absences', 'team/*/absences'],
    load: async () => (await import('./routes/absences.ts')).absenceRoutes,
  },
  { at: ['tokens'], load: async () => (await import('./routes/tokens.ts')).tokenRoutes },
  { at: ['people'], load: async () => (await import('./routes/handovers.ts')).handoverRoutes },
  {
    at: ['records/*/history', 'team/*/history', 'team/*/erase'],
    load: async () => (await import('./routes/erasures.ts')).erasureRoutes,
  },
  { at: ['inherited'], load: async () => (await import('./routes/inherited.ts')).inheritedRoutes },
  { at: ['settings'], load: async () => (await import('./routes/settings.ts')).settingsRoutes },
  { at: ['settings/release'], load: async () => (await import('./routes/release.ts')).releaseRoutes },
  { at: ['heartbeat'], load: async () => (await import('./routes/heartbeat.ts')).heartbeatRoutes },
  { at: ['imports'], load: async () => (await import('./routes/imports.ts')).importRoutes },
  {
    at: ['exports', 'organisations/*/brief'],
    load: async () => (await import('./routes/exports.ts')).exportRoutes,
  },
  { at: ['webhooks'], load: async () => (await import('./routes/webhooks.ts')).webhookRoutes },
  {
    at: ['webhooks/*/messages'],
    load: async () => (await import('./routes/webhook-messages.ts')).webhookMessageRoutes,
  },
  { at: ['feeds'], load: async () => (await import('./routes/feeds.ts')).feedRoutes },
]

/** All of them, for what describes the API. */
export async function everyRoute(): Promise<readonly Route[]> {
  return loaded(modules)
}

/**
 * The routes among which that of a path is, if there is any: the same list each time for the same place.
 */
export async function routesNear(path: string): Promise<readonly Route[]> {
  const [, version, ...names] = path.split('/')
  const [first, second, third] = names
  const places = [`${first}/*/${third}`, `${first}/${second}`, `${first}`]
  const place = version === 'v1' ? places.find((each) => byPlace.has(each)) : undefined
  if (place === undefined) return none
  const known = found.get(place) ?? (await loaded(byPlace.get(place) ?? []))
  found.set(place, known)
  return known
}

const none: readonly Route[] = []
const found = new Map<string, readonly Route[]>()
const byPlace = Map.groupBy(
  modules.flatMap(({ at, load }) => at.map((place) => ({ place, load }))),
  ({ place }) => place,
)

async function loaded(some: readonly Pick<RouteModule, 'load'>[]): Promise<readonly Route[]> {
  return (await Promise.all(some.map(({ load }) => load()))).flat()
}
