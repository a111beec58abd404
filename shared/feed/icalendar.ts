/** One line of iCalendar before it is folded: a name with its parameters, and a value that is encoded already. */
export type ContentLine = readonly [name: string, value: string]

/**
 * Text as a value: backslash, semicolon, comma and line break are escaped, a bare CR as one too, which many readers
 * take for the end of a line; other controls go. Source: RFC 5545, 3.3.11.
 */
export function icalendarText(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n|\r|\n|\u0085|\u2028|\u2029/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '')
      .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
      .replaceAll('\n', '\\n')
  )
}

const mostOctets = 75

/** Lines with CRLF, folded to 75 octets, between characters and never within one. Source: RFC 5545, 3.1. */
export function icalendarLines(lines: readonly ContentLine[]): string {
  return lines.map(([name, value]) => `${foldedLine(`${name}:${value}`)}\r\n`).join('')
}

function foldedLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > mostOctets) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
