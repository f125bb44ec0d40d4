/** A piece of source that is not broken into lines yet. */
export type Piece =
  | string
  | { readonly kind: 'call'; readonly callee: string; readonly parts: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly Piece[] }
  | { readonly kind: 'block'; readonly entries: readonly BlockEntry[]; readonly isOpen: boolean }

/** One line of an object, or several. */
export interface BlockEntry {
  /** The lines of comments above it. */
  readonly above: readonly string[]
  /** What stands before its value, such as `name: `. */
  readonly key: string
  readonly value: Piece
  /** The return type, where the value is to be asked for later. */
  readonly getter?: string
  /** What is said at the end of its line. */
  readonly beside?: string | undefined
}

const width = 120

/** Breaks a piece into lines where it is too long for one, as a formatter would. */
export function layOut(piece: Piece, indent: number, column: number, after: number = 0): string {
  const flat = flatOf(piece)
  if (flat !== undefined && (typeof piece === 'string' || column + flat.length + after <= width)) return flat
  if (typeof piece === 'string') return piece
  if (piece.kind === 'block') return blockText(piece.entries, indent)
  if (piece.kind === 'list') return broken('[', piece.items, ']', indent)
  const hugged = huggedCall(piece.callee, piece.parts, indent, column)
  return hugged ?? broken(`${piece.callee}(`, piece.parts, ')', indent)
}

/** Writes a piece on one line; nothing where it takes several. */
export function flatOf(piece: Piece): string | undefined {
  if (typeof piece === 'string') return piece
  if (piece.kind === 'block') {
    if (!piece.entries.length) return '{}'
    const flat = piece.entries.map((entry) => flatEntry(entry))
    return piece.isOpen || flat.includes(undefined) ? undefined : `{ ${flat.join(', ')} }`
  }
  const flat = (piece.kind === 'call' ? piece.parts : piece.items).map(flatOf)
  if (flat.includes(undefined)) return undefined
  return piece.kind === 'call' ? `${piece.callee}(${flat.join(', ')})` : `[${flat.join(', ')}]`
}

function flatEntry({ above, key, value, getter, beside }: BlockEntry): string | undefined {
  const flat = flatOf(value)
  return above.length || getter !== undefined || beside !== undefined || flat === undefined ? undefined : key + flat
}

/** Lets the braces of the last argument stand on the lines of the call. */
function huggedCall(callee: string, parts: readonly Piece[], indent: number, column: number): string | undefined {
  const last = parts.at(-1)
  if (last === undefined || typeof last === 'string' || last.kind === 'call') return undefined
  const before = parts.slice(0, -1).map(flatOf)
  if (before.includes(undefined)) return undefined
  const head = `${callee}(${before.map((each) => `${each}, `).join('')}`
  return column + head.length + 1 > width ? undefined : `${head}${layOut(last, indent, width)})`
}

function broken(open: string, parts: readonly Piece[], close: string, indent: number): string {
  const inner = indent + 2
  if (parts.every((part) => typeof part === 'string' && /^-?\d+(?:\.\d+)?$/.test(part)))
    return `${open}\n${filled(parts as readonly string[], inner)}\n${pad(indent)}${close}`
  const lines = parts.map((part) => `${pad(inner)}${layOut(part, inner, inner, 1)},\n`)
  return `${open}\n${lines.join('')}${pad(indent)}${close}`
}

/** Puts as many numbers on a line as there is room for. */
function filled(parts: readonly string[], indent: number): string {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + part.length + 2 <= width) lines[lines.length - 1] = `${line} ${part},`
    else lines.push(`${pad(indent)}${part},`)
  }
  return lines.join('\n')
}

function blockText(entries: readonly BlockEntry[], indent: number): string {
  if (!entries.length) return '{}'
  return `{\n${entries.map((entry) => entryText(entry, indent + 2)).join('')}${pad(indent)}}`
}

function entryText({ above, key, value, getter, beside }: BlockEntry, indent: number): string {
  const margin = pad(indent)
  if (getter !== undefined) {
    const text = layOut(value, indent + 2, indent + 2 + 'return '.length)
    const [noteAbove, noteBeside] = placed(text, beside, indent + 2 + 'return '.length)
    const body = `${noteAbove.map((line) => `${margin}  ${line}\n`).join('')}${margin}  return ${text}${noteBeside}\n`
    return `${commentLines(above, margin)}${margin}get ${key}(): ${getter} {\n${body}${margin}},\n`
  }
  const text = layOut(value, indent, indent + key.length, 1)
  const [noteAbove, noteBeside] = placed(text, beside, indent + key.length + 1)
  return `${commentLines([...noteAbove, ...above], margin)}${margin}${key}${text},${noteBeside}\n`
}

/** Puts a note at the end of a line, or above where there are several or there is no room. */
function placed(text: string, note: string | undefined, column: number): [readonly string[], string] {
  if (note === undefined) return [[], '']
  const isBeside = !text.includes('\n') && column + text.length + note.length + 4 <= width
  return isBeside ? [[], ` // ${note}`] : [[`// ${note}`], '']
}

function commentLines(lines: readonly string[], margin: string): string {
  return lines.map((line) => (line === '' ? '\n' : `${margin}${line}\n`)).join('')
}

function pad(indent: number): string {
  return ' '.repeat(indent)
}

/** Writes a constant, with what is said above it and at its end. */
export function constantText(name: string, value: Piece, above: readonly string[], note?: string): string {
  const head = `const ${name} = `
  const text = layOut(value, 0, head.length)
  const [noteAbove, noteBeside] = placed(text, note, head.length)
  return `${commentLines([...noteAbove, ...above], '')}${head}${text}${noteBeside}\n`
}
