/** Makes the table of a document, which becomes a list on narrow screens; a head of which nothing is said is none. */
export function guideTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = head.map((html) =>
    html === '' ? '<td role="cell"></td>' : `<th role="columnheader" scope="col">${html}</th>`,
  )
  const labels = head.map((html) => html.replace(/<[^>]+>/g, ''))
  const lines = rows.map(
    (cells) => `<tr role="row">${cells.map((html, index) => cell(html, labels[index])).join('')}</tr>`,
  )
  const isHeaded = head.some((html) => html !== '')
  return [
    '<table role="table">',
    ...(isHeaded ? [`<thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead>`] : []),
    `<tbody role="rowgroup">${lines.join('\n')}</tbody></table>\n`,
  ].join('\n')
}

/** Shows a cell with the words of its head, which narrow screens put before it. */
function cell(html: string, label = ''): string {
  // the text of a head is HTML already
  return `<td role="cell"${label === '' ? '' : ` data-label="${label.replaceAll('"', '&quot;')}"`}>${html}</td>`
}
