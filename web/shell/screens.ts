import type { ComponentType } from 'preact'
import { DeadlineScreen } from '../screens/deadline/deadline-screen.tsx'
import { DueScreen } from '../screens/due/due-screen.tsx'
import { EditScreen } from '../screens/new-record/edit-screen.tsx'
import { NewRecordScreen } from '../screens/new-record/new-record-screen.tsx'
import { RecordScreen } from '../screens/record/record-screen.tsx'
import type { WordKey } from '../words/words.ts'

/** A screen: where it is, what it is called, and the keys that lead to it after `g`. */
export type Screen = {
  readonly path: string
  readonly title: WordKey
  readonly show: ComponentType<{ readonly id: string | undefined }>
  /** Whether the navigation lists it; what is not listed is reached from a list. */
  readonly key?: string
}

export const screens: readonly Screen[] = [
  { path: 'due', title: 'due.title', show: DueScreen, key: 'd' },
  { path: 'new', title: 'new.title', show: NewRecordScreen, key: 'n' },
  { path: 'records', title: 'record.title', show: RecordScreen },
  { path: 'edit', title: 'edit.title', show: EditScreen },
  { path: 'deadlines', title: 'deadline.title', show: DeadlineScreen },
]
