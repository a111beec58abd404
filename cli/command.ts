import type { ParseArgsConfig } from 'node:util'
import type { Connection } from './connection.ts'

/** What a command writes: its results where they can be piped on, and what people are told beside them. */
export type Output = {
  readonly line: (text: string) => void
  readonly json: (value: unknown) => void
  readonly bytes: (bytes: Uint8Array) => void
  /** On standard error: progress, advice. */
  readonly tell: (text: string) => void
}

export type Values = Readonly<Record<string, string | boolean | undefined>>

export type Call = {
  readonly connection: Connection
  readonly words: readonly string[]
  readonly values: Values
  readonly out: Output
}

/** One command: how it is called, what it does, and the exit code where that is not 0. */
export type Command = {
  readonly synopsis: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly run: (call: Call) => Promise<number | undefined>
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** Columns under each other, the last one as long as it is. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, [...cell].length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, at) =>
        at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - [...cell].length),
      )
      .join('  '),
  )
}
