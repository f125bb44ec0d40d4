/** Spells a step further into a payload: a field after a dot, `[]` for the items of a list, `*` for the values of a record. */
export const pathWith = (path: string, step: string): string =>
  !path || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`
