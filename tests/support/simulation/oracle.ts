import type { Officer } from './officer.ts'
import type { Arrived, World } from './world.ts'

/**
 * What the rules say, written from the rules and without the product's planning: days by `Date`, Monday to Friday,
 * eight in the morning, UTC.
 */
export async function violations(world: World, officer: Officer): Promise<string[]> {
  const found = [...sentOfClosed(world), ...doubled(world, officer), ...(await missed(world))]
  return found.concat(world.faults.map((fault) => `a fault was reported: ${JSON.stringify(fault)}`))
}

const isLabelledAgain = ({ subject }: Arrived) => subject.startsWith('Sent again:')

/** Nothing is sent of what is closed: only a second copy may be, of a mail that had begun before. */
function sentOfClosed({ arrived }: World): string[] {
  return arrived
    .filter((mail) => !isLabelledAgain(mail))
    .flatMap(({ at, subject, then }) =>
      [...then]
        .filter(([, state]) => !/^(open|overdue) /.test(state))
        .map(([id, state]) => `${at} "${subject}" is about ${id}, which was ${state}`),
    )
}

/** Every lead time that any record has at any time. */
const everyLead = [90, 60, 30, 14, 7, 3, 1]

/** Two unlabelled mails say the same only where a lead was reached, or somebody changed something, in between. */
function doubled({ arrived }: World, { edits }: Officer): string[] {
  const last = new Map<string, Arrived>()
  const found: string[] = []
  for (const mail of arrived.filter((each) => !isLabelledAgain(each))) {
    for (const id of mail.deadlineIds) {
      const due = mail.then.get(id)?.split(' ')[1] ?? ''
      const key = `${mail.to} ${id} ${due}`
      const before = last.get(key)
      last.set(key, mail)
      if (before === undefined) continue
      const recordId = id.split('.')[0] ?? ''
      const wasEdited = edits.some(
        (edit) => edit.recordId === recordId && before.at <= addDays(edit.at, 4) && edit.at <= mail.at,
      )
      const wasReached =
        due !== 'null' &&
        everyLead.some((days) => {
          const instant = sendingInstant(due, days)
          return before.at < instant && instant <= mail.at
        })
      if (!wasEdited && !wasReached) found.push(`${key} was told at ${before.at} and again at ${mail.at}`)
    }
  }
  return found
}

/** Of each open deadline, everybody who answers for it or watches it has had word of its date since its nearest lead. */
async function missed({ arrived, desk, now }: World): Promise<string[]> {
  const found: string[] = []
  const people = new Map((await desk.done('GET', '/v1/team')).data.map(({ id, email }: any) => [id, email]))
  const { data: held } = await desk.done(
    'GET',
    '/v1/reminders?state=held&limit=100&from=2026-01-01&to=2026-12-31',
  )
  for (const record of (await desk.done('GET', '/v1/records?limit=100')).data) {
    const { data } = await desk.done('GET', `/v1/deadlines?recordId=${record.id}&limit=100`)
    for (const { id, dueOn, status, ownerId } of data) {
      if (!['open', 'overdue'].includes(status) || dueOn === null) continue
      const reached = record.leadDays
        .map((days: number) => sendingInstant(dueOn, days))
        .filter((at: string) => at <= addDays(now, -4))
      const nearest = reached.sort().at(-1)
      if (nearest === undefined) continue
      for (const to of [people.get(ownerId), ...record.watchers]) {
        const isTold = arrived.some(
          (mail) => mail.to === to && mail.then.get(id)?.endsWith(` ${dueOn}`) && mail.at >= nearest,
        )
        const isHeld = held.some((each: any) => each.deadlineId === id)
        if (!isTold && !isHeld)
          found.push(`${to} has had no word of ${record.title} ${id} (${dueOn}) since ${nearest}`)
      }
    }
  }
  return found
}

/** Eight in the morning of the day so many days before, or of the working day before that. */
function sendingInstant(dueOn: string, leadDays: number): string {
  const date = new Date(`${dueOn}T08:00:00Z`)
  date.setUTCDate(date.getUTCDate() - leadDays)
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() - 1)
  return `${date.toISOString().slice(0, 19)}Z`
}

function addDays(at: string, days: number): string {
  return `${new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 19)}Z`
}
