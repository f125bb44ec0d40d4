/** Colours words, or leaves them alone. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
}

/** Returns brushes that colour only where colours are wanted. */
export function paintFor(hasColour: boolean): Paint {
  const brush = (open: number, close: number) => (text: string) =>
    hasColour ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return { bold: brush(1, 22), dim: brush(2, 22), red: brush(31, 39), yellow: brush(33, 39), green: brush(32, 39) }
}

/** Breaks a text into lines of so many characters, at spaces. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}
