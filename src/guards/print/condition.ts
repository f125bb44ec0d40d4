/** What is asked of a value, in source, and its opposite. */
export interface Condition {
  readonly fits: string
  readonly fails: string
}

/** Asks a function that returns whether a value fits. */
export function call(text: string): Condition {
  return { fits: text, fails: `!${text}` }
}

/** Compares two values that are equal or not. */
export function equal(value: string, other: string): Condition {
  return { fits: `${value} === ${other}`, fails: `${value} !== ${other}` }
}

/** Asks whatever can be asked. */
export function asked(text: string): Condition {
  return { fits: `(${text})`, fails: `!(${text})` }
}

/** Asks several things at once. */
export function all(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions
  if (!only) return { fits: 'true', fails: 'false' }
  if (!others.length) return only
  return {
    fits: `(${conditions.map(({ fits }) => fits).join(' && ')})`,
    fails: `(${conditions.map(({ fails }) => fails).join(' || ')})`,
  }
}

/** Asks for one of several things. */
export function either(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions
  if (!only) return { fits: 'false', fails: 'true' }
  if (!others.length) return only
  return {
    fits: `(${conditions.map(({ fits }) => fits).join(' || ')})`,
    fails: `(${conditions.map(({ fails }) => fails).join(' && ')})`,
  }
}
