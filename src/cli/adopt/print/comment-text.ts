const width = 118

/** Writes a sentence as documentation, in lines that fit. */
export function documentation(words: string | undefined, indent: number): string[] {
  if (words === undefined) return []
  const safe = words.replaceAll('*/', '*\\/')
  const single = `/** ${safe} */`
  if (!safe.includes('\n') && indent + single.length <= width) return [single]
  const lines = safe.split('\n').flatMap((line) => wrap(line, width - indent - 3))
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */']
}

/** Writes the heading of those that follow, apart from those before. */
export function headingLines(words: string | undefined, isApart: boolean): string[] {
  if (words === undefined) return []
  const lines = words.split('\n').flatMap((line) => wrap(line, width - 8))
  return [...(isApart ? [''] : []), ...lines.map((line) => `// ${line}`.trimEnd())]
}

function wrap(line: string, most: number): string[] {
  const lines: string[] = ['']
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length + 1 > most) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}
