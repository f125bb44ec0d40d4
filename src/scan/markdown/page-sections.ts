/** A part of a page that can be read by itself. */
export interface PageSection {
  readonly start: number
  readonly text: string
  /** Whether it is one block of code and nothing else. */
  readonly isFence: boolean
}

const opened = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})/
/** A comment of several lines; there may be blank ones among them. */
const comment = /^<!--(?!-?>|.*-->)/
/** A line that ends a paragraph before it, and all else: a heading, or an item of a list. */
const interrupting = /^(?:#{1,6}\s|[*+-][ \t]+[^\s*_-])/
const beginning = /^(?:[^\s>*+\-\d]|\d{1,9}[.)][ \t]+\S)/
/** What may hold blank lines and the marks of other blocks. */
const lasting = /^[ \t>*+\-\d.)]*<(?:!(?!--.*-->)|\?|script|pre|style|textarea)/i

/**
 * Takes a page apart where a line at its margin ends all that stands before it: parsing Markdown is slow, and most of a page
 * need not be parsed. Returns nothing where that can't be told line by line.
 */
export function pageSections(page: string): PageSection[] | undefined {
  if (/^\uFEFF|\r(?!\n)|socket-canon-ignore/.test(page)) return undefined
  const reading = new SectionReading(page)
  let at = 0
  for (const line of page.split('\n')) {
    if (!reading.take(line, at)) return undefined
    at += line.length + 1
  }
  return reading.ended()
}

/** A block of code, or a comment, that is open: how it is closed, and what its lines begin with. */
interface OpenFence {
  readonly closed: RegExp
  /** Whether a line may be of it; another may have ended what it stands in. */
  within(line: string): boolean
  readonly isOwn: boolean
}

/** A page while its lines are read. */
class SectionReading {
  readonly #page: string
  readonly #found: PageSection[] = []
  #start = 0
  #fence: OpenFence | undefined
  #isAfterBlank = true
  #isMarkup = false

  constructor(page: string) {
    this.#page = page
  }

  /** Takes the next line; returns whether it can be told what it is of. */
  take(line: string, at: number): boolean {
    if (this.#fence) return this.#takeCode(line, at, this.#fence)
    const isBlank = line.trim() === ''
    const [, before = '', marks] = opened.exec(line) ?? []
    if (marks !== undefined) {
      if (this.#isMarkup) return false
      this.#fence = openFence(before, marks)
      if (this.#fence.isOwn) this.#cut(at, false)
      return true
    }
    if (comment.test(line) && !this.#isMarkup) {
      this.#fence = { closed: /-->/, within: () => true, isOwn: false }
      return true
    }
    if (lasting.test(line)) return false
    const isFirst = interrupting.test(line) && !this.#isMarkup
    if (isFirst || (this.#isAfterBlank && beginning.test(line))) this.#cut(at, false)
    this.#isAfterBlank = isBlank
    this.#isMarkup = !isBlank && (this.#isMarkup || /^[ \t>*+\-\d.)]*<(?!!--)/.test(line))
    return true
  }

  ended(): PageSection[] {
    this.#cut(this.#page.length, this.#fence?.isOwn === true)
    return this.#found
  }

  #takeCode(line: string, at: number, { closed, within, isOwn }: OpenFence): boolean {
    if (!within(line)) return false
    if (!closed.test(line)) return true
    this.#fence = undefined
    this.#isAfterBlank = false
    if (isOwn) this.#cut(at + line.length, true)
    return true
  }

  #cut(at: number, isFence: boolean): void {
    if (at > this.#start) this.#found.push({ start: this.#start, text: this.#page.slice(this.#start, at), isFence })
    this.#start = at
  }
}

function openFence(before: string, marks: string): OpenFence {
  const closing = `${marks}${marks[0]}*\\s*$`
  if (before === '') return { closed: new RegExp(`^ {0,3}${closing}`), within: () => true, isOwn: true }
  const closed = new RegExp(`^[\\s>]*${closing}`)
  if (before.includes('>')) return { closed, within: (line) => /^\s*>/.test(line), isOwn: false }
  const indent = (before.trim() === '' ? 0 : 1) + widthOf(before)
  // what stands in a list ends with it, and nothing else does
  const within = (line: string): boolean =>
    line.trim() === '' || (widthOf(line) >= indent && !(closed.test(line) && widthOf(line) > before.length))
  return { closed, within, isOwn: false }
}

/** Returns how far the text of a line is set in. */
function widthOf(line: string): number {
  return line.length - line.trimStart().length
}
