/** Writes text as a literal that any file may hold, whatever it is made of. */
export function textLiteral(text: string): string {
  return dataLiteral(text)
}

/** Writes what JSON carries as a literal. */
export function dataLiteral(data: unknown): string {
  // it leaves these two as they are, which older parsers take for the end of a line
  return JSON.stringify(data).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

/** Writes a value of an enumeration down, or nothing where source can't say it. */
export function valueLiteral(value: unknown): string | undefined {
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return value === null || value === undefined || typeof value === 'boolean' ? String(value) : undefined
}

/** Writes a pattern as a literal, or, where its source holds more than ASCII, as what makes it. */
export function patternLiteral({ source, flags }: RegExp): string {
  const isAscii = [...source].every((character) => character >= ' ' && character <= '~')
  return isAscii ? `/${source}/${flags}` : `RegExp(${textLiteral(source)}, ${textLiteral(flags)})`
}

/** Writes the name of a field as it stands in an object. */
export function keyLiteral(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : textLiteral(key)
}
