/** Returns whether the patterns of workspaces take a folder in; the last one that fits decides. */
export function isMember(path: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((each) => expressionOf(each.replace(/^!/, '')).test(path))
  return last !== undefined && !last.startsWith('!')
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.?\/|\/$/g, '')
    .split('/')
    .map((step) => (step === '**' ? '.+' : step.replace(/[^\w*-]/g, '\\$&').replaceAll('*', '[^/]*')))
  return new RegExp(`^${source.join('/')}$`)
}

/** Reads the patterns of a `pnpm-workspace.yaml`; nothing where they are written as no list of lines. */
export function listedInYaml(text: string): string[] | undefined {
  const lines = text.split(/\r?\n/)
  const begin = lines.findIndex((line) => /^packages:\s*(?:#.*)?$/.test(line))
  if (begin < 0) return undefined
  const found: string[] = []
  for (const line of lines.slice(begin + 1)) {
    const item = /^\s*-\s+(?:"([^"]*)"|'([^']*)'|([^\s#]+))/.exec(line)
    if (item) found.push(item[1] ?? item[2] ?? item[3] ?? '')
    else if (/^\S/.test(line) && !line.startsWith('#')) break
  }
  return found
}
