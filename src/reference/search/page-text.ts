import { type Page, pageParts, unescaped } from '../pages/page.js'

/** A part of a page, from its heading to the next one, as search reads it. */
export interface TextPart {
  /** The address of its heading; the part before the first one has none. */
  readonly id?: string
  readonly title: string
  /** The words that stand in it, each once. */
  readonly words: string
}

/** Reads the parts of a page, beginning with what stands before its first heading. */
export function textParts({ title, body }: Page): TextPart[] {
  const heads = pageParts(body)
  const starts = heads.map(({ level, id }) => body.indexOf(`<h${level} id="${id}"`))
  return [undefined, ...heads].map((head, index) => {
    const html = body.slice(index === 0 ? 0 : starts[index - 1], starts[index] ?? body.length)
    const name = head === undefined ? title : textOf(head.html)
    return { ...(head && { id: unescaped(head.id) }), title: name, words: wordsIn(textOf(html), name) }
  })
}

function textOf(html: string): string {
  return unescaped(html.replace(/<a class="address".*?<\/a>/gs, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

// what stands in every sentence tells none from another
const common = new Set(
  'all also and any are but can can’t does each for from had has have here how into its more not nothing once one only other others out over than that the their them then there these they this those too was what when where which who will with without you your'.split(
    ' ',
  ),
)

/** Lists the words of a text, each once and in small letters, but for those that its title holds. */
function wordsIn(text: string, title: string): string {
  const words = (held: string): string[] => held.match(/[\p{L}\p{N}_]+(?:[-’.:][\p{L}\p{N}_]+)*/gu) ?? []
  const known = new Set(words(title).map((word) => word.toLowerCase()))
  const lower = words(text).map((word) => (/[a-z][A-Z]/.test(word) ? word : word.toLowerCase()))
  return [...new Set(lower)].filter((word) => word.length > 2 && !common.has(word) && !known.has(word)).join(' ')
}
