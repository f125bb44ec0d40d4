/** One thing that changed in a release. */
export interface Change {
  /** What kind of change it is: `Minor Changes`, `Removed`; empty where nobody says. */
  readonly kind: string
  /** What changed, in Markdown. */
  readonly text: string
}

/** What a changelog says of one release. */
export interface ReleaseNotes {
  /** Its version; where it is missing, it is not released yet. */
  readonly version?: string
  /** The day it was released on, where the changelog says it. */
  readonly date?: string
  readonly changes: readonly Change[]
}

/** The documents that tell what changed. */
export interface ChangeFiles {
  /** The text of `CHANGELOG.md`. */
  readonly changelog?: string
  /** The texts of changesets that no release has yet. */
  readonly changesets?: readonly string[]
}

const release = /^##\s+\[?v?(\d+\.\d+\.\d+[\w.+-]*)\]?(.*)$/
const unreleased = /^##\s+\[?(?:unreleased|next release)\]?/i

/** Reads the releases of a changelog as they stand there, the newest first as a rule. */
export function readChangelog(text: string): ReleaseNotes[] {
  const found: { version?: string; date?: string; changes: Change[] }[] = []
  let kind = ''
  let entry: string[] = []
  const close = (): void => {
    const told = entry.join('\n').trim()
    if (told !== '') found.at(-1)?.changes.push({ kind, text: told })
    entry = []
  }
  for (const line of linesOf(text)) {
    const [, version, rest = ''] = release.exec(line) ?? []
    if (version !== undefined || unreleased.test(line)) {
      close()
      kind = ''
      const date = /\d{4}-\d{2}-\d{2}/.exec(rest)?.[0]
      found.push({ ...(version !== undefined && { version }), ...(date !== undefined && { date }), changes: [] })
    } else if (/^###\s/.test(line)) {
      close()
      kind = line.replace(/^#+\s+/, '').trim()
    } else if (/^[-*]\s/.test(line)) {
      close()
      // changesets begin with the commit that nobody reads
      entry.push(line.slice(2).replace(/^(?:\[?`?[\da-f]{7,40}`?\]?(?:\([^)]*\))?:\s*)/, ''))
    } else entry.push(line.replace(/^ {2}/, ''))
  }
  close()
  return found
}

const bumps: Readonly<Record<string, string>> = {
  major: 'Major Changes',
  minor: 'Minor Changes',
  patch: 'Patch Changes',
}

/** Reads a changeset: how far it raises the version, and what it says; nothing where it says nothing. */
export function readChangeset(text: string): Change | undefined {
  const [, head = '', body = ''] = /^---\n(.*?)\n?---\n?(.*)$/s.exec(linesOf(text).join('\n')) ?? []
  const told = body.trim()
  const bump = ['major', 'minor', 'patch'].find((each) => new RegExp(`:\\s*["']?${each}\\b`).test(head))
  return told === '' ? undefined : { kind: bumps[bump ?? ''] ?? '', text: told }
}

function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
}
