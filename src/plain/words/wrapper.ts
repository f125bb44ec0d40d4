import { PlainSchema, schemaIssue } from '../schema.js'

/** Accepts `null` besides. */
export function nullable(innerType: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'nullable', innerType }, (value, issues) =>
    value === null ? value : innerType.read(value, issues),
  )
}

/** Accepts what may be missing, but not `undefined`. */
export function exactOptional(innerType: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'optional', innerType, exact: true }, (value, issues) => innerType.read(value, issues))
}

/** Accepts what another schema does, without `undefined`. */
export function nonoptional(innerType: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'nonoptional', innerType }, (value, issues) => {
    const before = issues.length
    const copy = innerType.read(value, issues)
    if (copy === undefined && issues.length === before) issues.push(schemaIssue({ expected: 'nonoptional' }))
    return copy
  })
}

function frozen(innerType: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'readonly', innerType }, (value, issues) => {
    const before = issues.length
    const copy = innerType.read(value, issues)
    // bytes can't be frozen, and another option of a choice may accept them
    return issues.length === before ? Object.freeze(copy) : copy
  })
}

export { frozen as readonly }

/** Stands for a schema that is there later, as one that holds itself. */
export function lazy(later: () => PlainSchema): PlainSchema {
  let inner: PlainSchema | undefined
  const getter = (): PlainSchema => {
    inner ??= later()
    return inner
  }
  return new PlainSchema({ type: 'lazy', getter }, (value, issues) => getter().read(value, issues))
}
