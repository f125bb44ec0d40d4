/** How parts of a document are written in HTML. */
export interface MarkdownRules {
  /** Writes a heading, of its HTML and of its text. */
  heading(level: number, html: string, text: string): string
  /** Writes code that stands on lines of its own. */
  code(language: string, text: string): string
  /** Writes a table, of the HTML of its cells. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): string
  /** Returns where a link or a picture leads. */
  link(href: string): string
  /** Returns the HTML in the place of HTML, comments included. */
  html(text: string): string
}

/** Turns Markdown into HTML. */
export type Markdown = (text: string, rules: MarkdownRules) => string
