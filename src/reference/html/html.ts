/** Escapes text for HTML, in words and in attributes; a line break in it is a space. */
export function escaped(text: string): string {
  return escapedCode(text).replace(/\s*\n\s*/g, ' ')
}

/** Escapes text for HTML in which lines are kept. */
export function escapedCode(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** Sets text as code. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`
}

/** Turns a sentence into HTML; what stands between back ticks becomes code. */
export function prose(sentence: string): string {
  return sentence
    .split('`')
    .map((part, index, parts) => {
      if (index % 2 === 0) return escaped(part)
      return index === parts.length - 1 ? escaped(`\`${part}`) : code(part)
    })
    .join('')
}

/** Joins the pieces of HTML that are there. */
export function block(...pieces: readonly (string | false | undefined)[]): string {
  return pieces.filter((piece) => piece).join('\n')
}

/** Makes a heading whose address is ours and can be followed and copied. */
export function heading(level: 2 | 3 | 4, id: string, html: string, label: string): string {
  const link = `<a class="address" href="#${escaped(id)}" aria-label="Address of ${escaped(label)}">#</a>`
  return `<h${level} id="${escaped(id)}" data-title="${escaped(label)}">${html}${link}</h${level}>`
}

/** One cell of a table: its HTML and, where the head is out of sight on narrow screens, what it is. */
export type Cell = string | { readonly html: string; readonly label: string }

/** A row of a table, whose first cell names it. */
export interface TableRow {
  readonly id?: string
  readonly head: string
  readonly cells: readonly Cell[]
}

/** Makes a table that becomes a list on narrow screens; the roles stay told there. */
export function overviewTable(
  caption: string,
  head: readonly string[],
  rows: readonly TableRow[],
  id?: string,
): string {
  // nobody needs a column in which nothing stands
  const isShown = (index: number): boolean =>
    rows.length === 0 || rows.some(({ cells }) => cells[index] !== undefined && cells[index] !== '')
  const shown = head.filter((_, index) => index === 0 || isShown(index - 1))
  const heads = shown.map((cell) => `<th role="columnheader" scope="col">${cell}</th>`).join('')
  return [
    `<div class="overview"><table role="table"${id === undefined ? '' : ` id="${escaped(id)}"`}><caption>${escaped(caption)}</caption>`,
    `<thead role="rowgroup"><tr role="row">${heads}</tr></thead>`,
    `<tbody role="rowgroup">${rows.map((row) => tableRowOf({ ...row, cells: row.cells.filter((_, index) => isShown(index)) })).join('\n')}</tbody></table></div>`,
  ].join('\n')
}

function tableRowOf({ id, head, cells }: TableRow): string {
  const rest = cells.map((cell) => {
    if (typeof cell === 'string') return `<td role="cell">${cell}</td>`
    return `<td role="cell" data-label="${escaped(cell.label)}">${cell.html}</td>`
  })
  const own = id === undefined ? '' : ` id="${escaped(id)}"`
  return `<tr role="row"${own}><th role="rowheader" scope="row">${head}</th>${rest.join('')}</tr>`
}

/** Writes a list in words: `a`, `a and b`, `a, b and c`. */
export function wordList(items: readonly string[], joint = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`
}

/** Writes a number with its thousands apart. */
export function withThousands(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 20 })
}

/** Spells a text so that it may stand in an address of a page; different texts stay different. */
export function idPart(text: string): string {
  return text.replace(/[^\w.$:@/-]/gu, (letter) => `~${letter.codePointAt(0)?.toString(16)}`)
}
