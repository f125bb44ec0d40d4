/** Prints rows under their headings; numbers stand to the right. */
export function table(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [headings, ...rows].map((row) => row.map(String))
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const isNumber = headings.map((_, column) => rows.every((row) => typeof row[column] === 'number'))
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd()
  const [head = [], ...body] = cells
  return [
    `  ${title}`,
    line(head),
    `  ${widths.map((width) => '-'.repeat(width)).join('  ')}`,
    ...body.map(line),
    '',
  ].join('\n')
}
