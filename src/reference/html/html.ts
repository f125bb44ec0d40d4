/** Escapes text for HTML that stands in a Markdown document, so that neither reads anything into it. */
export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/`/g, '&#96;')
    .replace(/\{@/g, '&#123;@')
    .replace(/\]/g, '&#93;')
    .replace(/\s*\n\s*/g, ' ')
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

/** Joins pieces of HTML to one block that Markdown passes on as it is: a blank line would end it. */
export function block(...pieces: readonly (string | false | undefined)[]): string {
  return pieces
    .filter((piece) => piece)
    .join('\n')
    .replace(/\n\s*\n+/g, '\n')
}

/** Fences code for Markdown, longer than any fence within it. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/** Makes a heading whose address is ours and can be followed and copied. */
export function heading(level: 2 | 3 | 4, id: string, html: string, label: string): string {
  const link = `<a class="address" href="#${escaped(id)}" aria-label="Address of ${escaped(label)}">#</a>`
  return `<h${level} id="${escaped(id)}" data-title="${escaped(label)}">${html}${link}</h${level}>`
}

/** Writes a list in words: `a`, `a and b`, `a, b and c`. */
export function wordList(items: readonly string[], joint = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`
}

/** Writes a whole number with its thousands apart. */
export function withThousands(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 20 })
}
