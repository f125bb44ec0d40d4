/** One line of a `.gitignore`. */
interface IgnoreRule {
  readonly pattern: RegExp
  readonly isFolderOnly: boolean
  /** Whether it takes back what a line before ignores. */
  readonly isKept: boolean
}

/** The lines of one `.gitignore`, which are about what is in its folder. */
export interface IgnoreRules {
  /** Returns whether a path below the folder is ignored; nothing where no line is about it. */
  ignores(path: string, isFolder: boolean): boolean | undefined
}

/** Reads a `.gitignore`. */
export function ignoreRules(text: string): IgnoreRules {
  const rules = text.split(/\r?\n/).flatMap(ruleOf)
  return {
    ignores: (path, isFolder) => {
      const last = rules.findLast(({ pattern, isFolderOnly }) => (isFolder || !isFolderOnly) && pattern.test(path))
      return last && !last.isKept
    },
  }
}

function ruleOf(line: string): IgnoreRule[] {
  const bare = line.replace(/(?<!\\)\s+$/, '')
  if (!bare || bare.startsWith('#')) return []
  const isKept = bare.startsWith('!')
  const written = isKept ? bare.slice(1) : bare
  const isFolderOnly = written.endsWith('/')
  const path = written.replace(/\/$/, '')
  const isAnchored = path.includes('/')
  const body = path.replace(/^\//, '')
  return [{ pattern: new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${expression(body)}$`), isFolderOnly, isKept }]
}

function expression(glob: string): string {
  return glob.replace(
    /\\(.)|\/\*\*\/|\*\*\/|\/\*\*|\*\*|\*|\?|\[!?[^\]]*\]|[.+^${}()|[\]\\]/g,
    (found, kept?: string) => {
      if (kept !== undefined) return kept.replace(/\W/g, '\\$&')
      if (found === '/**/') return '/(?:.*/)?'
      if (found === '**/') return '(?:.*/)?'
      if (found === '/**') return '/.*'
      if (found === '**') return '.*'
      if (found === '*') return '[^/]*'
      if (found === '?') return '[^/]'
      return found.startsWith('[') && found.length > 1 ? found.replace('[!', '[^') : `\\${found}`
    },
  )
}
