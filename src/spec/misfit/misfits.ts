import type { AliasTable } from '../../contract/alias/alias.js'
import type { EventContract } from '../../contract/event/event.js'
import type { Issue } from '../../contract/wire/refusal.js'
import { normalized } from '../../guards/normalize.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { EventJson, MisfitJson } from '../contract-json.js'
import { type Edit, editsOf, type MisfitKind, withEdit } from './edit.js'

type Events = Readonly<Record<string, EventJson>>

/** Adds to the events of one direction the payloads that do not fit them. */
export function withMisfits(declared: object, events: Events, table?: AliasTable): Events {
  return Object.fromEntries(
    Object.entries(events).map(([name, json]) => {
      const misfits = misfitsOf((declared as Record<string, EventContract>)[name] as EventContract, json, table)
      return [name, { ...json, ...(misfits.length > 0 && { misfits }) }]
    }),
  )
}

/**
 * Lists payloads that do not fit an event, each as one change of its example, with what the guards say of it: at most three, of
 * different kinds and at different fields as far as there are any.
 */
function misfitsOf(event: EventContract, json: EventJson, table?: AliasTable): MisfitJson[] {
  if (event.payload === undefined) return refused(event, { kind: 'undeclared', path: [], value: { undeclared: true } })
  if (event.example === undefined) return []
  const kept: { readonly kind: MisfitKind; readonly field: string; readonly misfit: MisfitJson }[] = []
  const edits = editsOf(json.payload ?? {}, event.example)
  // a bound is what people run into and can't guess: one of the examples is beyond it, where a field has any
  const [beyond] = edits
    .filter(({ kind, path }) => kind === 'bound' && path.length > 0)
    .flatMap((edit) => refused(event, edit, table))
  const room = beyond ? most - 1 : most
  // first what differs in all, then what differs in kind; the whole payload is changed where its fields do not suffice
  for (const isNew of [
    ({ kind, path }: Edit) =>
      path.length > 0 && kept.every((each) => each.kind !== kind && each.field !== path.join('.')),
    ({ kind }: Edit) => kept.every((each) => each.kind !== kind),
  ])
    for (const kind of beyond ? kinds.filter((each) => each !== 'bound') : kinds)
      for (const edit of edits.filter((each) => each.kind === kind)) {
        if (kept.length === room || !isNew(edit)) continue
        const [misfit] = refused(event, edit, table)
        if (misfit) kept.push({ kind, field: edit.path.join('.'), misfit })
      }
  const found = kept.map(({ misfit }) => misfit)
  return beyond ? [...found, beyond] : found
}

const most = 3
const kinds: readonly MisfitKind[] = ['missing', 'word', 'form', 'type', 'bound', 'undeclared']

/** Makes what a change leads to; nothing where it fits all the same, in an older shape too. */
function refused(event: EventContract, { path, value }: Edit, table?: AliasTable): MisfitJson[] {
  const payload = withEdit(event.example, path, value)
  const result = safeParsePayload(event, payload)
  if (result.ok || normalized(event, undefined, payload, table).ok) return []
  return [{ path, ...(value !== undefined && { value }), issues: result.error.issues.map(plainIssue) }]
}

function plainIssue({ path, expected }: Issue): Issue {
  return { path, expected }
}
