/** Spells a step further into a payload: a field after a dot, `[]` for the items of a list, `*` for the values of a record. */
export function pathWith(path: string, step: string): string {
  return !path || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`
}

/** Returns the name of the field that a path ends in or below; nothing where it passes none. */
export function nameIn(path: string | undefined): string | undefined {
  return path
    ?.split('.')
    .filter((step) => /^[^[*]/.test(step))
    .at(-1)
}
