const compiled = new Map<string, RegExp | undefined>()

const needlessEscape = /\\(?<kept>[\s\S])/gu

/** Drops the backslash of escapes such as `\-` or `\@` that mean the bare character and that the `u` flag refuses. */
const withoutNeedlessEscapes = (source: string): string => {
  let inClass = false
  return source.replace(/\\[\s\S]|[[\]]/gu, (token) => {
    if (token === '[') inClass = true
    else if (token === ']') inClass = false
    const bare = token.replace(needlessEscape, '$<kept>')
    return token.length > 1 && /[\s"#%&',:;<=>@_`~!-]/u.test(bare) && !(inClass && bare === '-') ? bare : token
  })
}

const tryCompile = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source, 'u')
  } catch {
    return undefined
  }
}

/** Compiles a JSON Schema pattern with the `u` flag, or gives nothing where it is not a pattern. */
export const compilePattern = (source: string): RegExp | undefined => {
  if (!compiled.has(source)) {
    if (compiled.size > 5000) compiled.clear()
    compiled.set(source, tryCompile(source) ?? tryCompile(withoutNeedlessEscapes(source)))
  }
  return compiled.get(source)
}
