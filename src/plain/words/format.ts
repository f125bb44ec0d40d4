import { type Check, PlainSchema, type Read, schemaIssue } from '../schema.js'

/** Accepts what is of a format besides, which is asked first of all. */
export function formatted(base: PlainSchema, check: Check): PlainSchema {
  return new PlainSchema({ ...base['~plain'], ...check }, asking(base, check))
}

/** Adds a check to a copy that copies what it asks otherwise than as it is. */
export function rewritten(inner: PlainSchema, check: Check): PlainSchema {
  // they are asked by the schema inside
  const silent = [...(inner['~plain'].checks ?? []), check].map((each) => ({ ...each, fits: () => true }))
  return new PlainSchema({ ...inner['~plain'], checks: silent }, asking(inner, check))
}

function asking(inner: PlainSchema, check: Check): Read {
  return (value, issues) => {
    const before = issues.length
    const copy = inner.read(value, issues)
    if (issues.slice(before).some((each) => !each.continue)) return copy
    if (check.rewrite) return check.rewrite(copy, issues)
    if (!check.fits(copy as never, issues)) issues.push(schemaIssue(check, [], !check.abort, copy))
    return copy
  }
}

/** Ends what is asked of a value that does not pass a check. */
export function aborting(check: Check): Check {
  return { ...check, abort: true }
}
