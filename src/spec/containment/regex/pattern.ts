/** A pattern and the flags it is read with; JSON Schema reads one with `u`. */
export interface Pattern {
  readonly source: string
  readonly flags: string
}

/** Gives a pattern as JSON Schema reads it, or with the flags given; those that change no answer are left out. */
export function toPattern(source: string, flags = 'u'): Pattern {
  return {
    source,
    flags: flags === 'u' ? flags : [...new Set(flags.replace(/[dg]/g, ''))].sort().join(''),
  }
}

/** Writes a pattern so that equal patterns have equal texts. */
export function patternKey({ source, flags }: Pattern): string {
  return `${flags}/${source}`
}

const compiled = new Map<string, RegExp | undefined>()

const needlessEscape = /\\(?<kept>[\s\S])/gu

/** Drops the backslash of escapes such as `\-` or `\@` that mean the bare character and that the `u` flag refuses. */
function withoutNeedlessEscapes(source: string): string {
  let inClass = false
  return source.replace(/\\[\s\S]|[[\]]/gu, (token) => {
    if (token === '[') inClass = true
    else if (token === ']') inClass = false
    const bare = token.replace(needlessEscape, '$<kept>')
    return token.length > 1 && /[\s"#%&',:;<=>@_`~!-]/u.test(bare) && !(inClass && bare === '-') ? bare : token
  })
}

function tryCompile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u')
  } catch {
    return undefined
  }
}

/** Compiles a JSON Schema pattern with the `u` flag, or gives nothing where it is not a pattern. */
export function compilePattern(source: string): RegExp | undefined {
  if (!compiled.has(source)) {
    if (compiled.size > 5000) compiled.clear()
    compiled.set(source, tryCompile(source) ?? tryCompile(withoutNeedlessEscapes(source)))
  }
  return compiled.get(source)
}

/** Compiles a pattern with its own flags, or gives nothing where it is not a pattern under them. */
export function toNative({ source, flags }: Pattern): RegExp | undefined {
  const checked = compilePattern(source)
  if (flags === 'u') return checked
  try {
    return new RegExp(checked?.source ?? source, flags)
  } catch {
    return undefined
  }
}
