const kinds = [
  ['comment', /\/\*.*?\*\/|\/\/[^\n]*/],
  ['string', /'[^'\n]*'|`[^`]*`/],
  ['keyword', /\b(?:import|from|export|const|await|async|if|return|typeof|instanceof|new)\b/],
] as const
const pattern = new RegExp(kinds.map(([, { source }]) => `(${source})`).join('|'), 'gs')

/** Shows code with its comments, strings and keywords told apart. */
export function showCode(element: HTMLElement, code: string): void {
  const pieces: (string | Node)[] = []
  let end = 0
  for (const found of code.matchAll(pattern)) {
    const [text, ...groups] = found
    const [kind] = kinds[groups.findIndex((group) => group !== undefined)] ?? ['']
    const span = Object.assign(document.createElement('span'), { className: kind, textContent: text })
    pieces.push(code.slice(end, found.index), span)
    end = found.index + text.length
  }
  element.replaceChildren(...pieces, code.slice(end))
}
