/** A place in a file: its line from 1, its column from 0. */
export interface LintPlace {
  readonly line: number
  readonly column: number
}

/** The text of a file that is linted, with what finds lines in it. */
export interface LintSource {
  readonly text: string
  getLocFromIndex(index: number): LintPlace
}

/** What makes the edits of a fix. */
export interface LintFixer {
  replaceTextRange(range: [number, number], text: string): unknown
  insertTextAfterRange(range: [number, number], text: string): unknown
}

/** A place in a file and what is wrong there. */
export interface LintReport {
  readonly loc: { readonly start: LintPlace; readonly end: LintPlace }
  readonly message: string
  readonly fix: ((fixer: LintFixer) => unknown) | null
}

/** What ESLint and oxlint give a rule. */
export interface LintContext {
  readonly filename: string
  readonly cwd: string
  readonly sourceCode: LintSource
  readonly options: readonly unknown[]
  readonly settings: Readonly<Record<string, unknown>>
  report(report: LintReport): void
}

/** A rule of ESLint's, which oxlint takes too. */
export interface LintRule {
  readonly meta: {
    readonly type: 'problem' | 'suggestion'
    readonly fixable?: 'code'
    readonly docs: { readonly description: string }
    readonly schema: readonly object[]
  }
  create(context: LintContext): { Program(): void }
}
