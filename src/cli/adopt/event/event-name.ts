import type { Direction } from '../../../contract/event/direction.js'
import { CommandError } from '../../command.js'
import { type EventDraft, type LeftOut, unknownDraft } from '../draft.js'
import { type Constant, type ConstantMember, constantOf, enumMembers, staticMembers } from '../source/constant.js'
import { exportedModules, type ModuleGraph } from '../source/module-graph.js'
import type { DeclaringModule } from '../source/source-module.js'
import { directionIn } from './direction-word.js'
import { whyLeftOut } from './event-reader.js'

/** A group of names: an object, an enumeration or a list. */
export interface NameGroup {
  readonly name: string
  readonly file: string
  readonly names: readonly EventName[]
  /** Members whose text is not known without running the code. */
  readonly unread: readonly string[]
}

/** A name, and who sends it where its place says so. */
export interface EventName {
  readonly name: string
  readonly direction: Direction | undefined
  readonly comment: string | undefined
  readonly heading: string | undefined
}

/** Lists the groups of names in some files. */
export function nameGroups(graph: ModuleGraph, files: readonly DeclaringModule[]): NameGroup[] {
  const modules = [...new Set(files.flatMap((file) => exportedModules(graph, file)))]
  return modules.flatMap((module) => groupsIn(graph, module))
}

/**
 * Finds names of events: in the groups that are chosen, in those that are called events, or in the only one there is.
 * @throws CommandError where one that is chosen is not there, or nobody knows which is meant
 */
export function findNames(groups: readonly NameGroup[], chosen: readonly string[], shown: string): NameGroup[] {
  if (chosen.length)
    return chosen.map((name) => {
      const group = groups.find((each) => each.name === name)
      if (!group) throw new CommandError(`there are no names ${name} in ${shown}`)
      return group
    })
  const patterns = [/events?(?:_?names?|_?types?)?$/i, /^(?:socket|ws|io)(?:_|[A-Z])/i]
  for (const pattern of patterns) {
    const called = groups.filter(({ name }) => pattern.test(name))
    if (called.length) return called
  }
  const [only, ...more] = groups
  if (only && more.length)
    throw new CommandError(
      `${shown} holds several groups of names: choose with --events among ${groups.map(({ name }) => name).join(', ')}`,
    )
  return only ? [only] : []
}

function groupsIn(graph: ModuleGraph, module: DeclaringModule): NameGroup[] {
  const values = [...module.values.entries()].flatMap(([name, { init, comment }]) => {
    const constant = constantOf(graph, module, init)
    return constant ? [groupOf(module, name, membersIn(constant), comment)] : []
  })
  const enums = [...module.types.values()].flatMap(({ name, nodes, comment }) =>
    nodes.flatMap((node) => {
      if (node.type === 'TSEnumDeclaration') return [groupOf(module, name, enumMembers(graph, module, node), comment)]
      return node.type === 'ClassDeclaration'
        ? [groupOf(module, name, staticMembers(graph, module, node), comment)]
        : []
    }),
  )
  const alone = aloneIn(graph, module)
  return [...values, ...enums, ...(alone ? [alone] : [])].filter(({ names }) => names.length)
}

/** Takes constants that each hold one name for a group. */
function aloneIn(graph: ModuleGraph, module: DeclaringModule): NameGroup | undefined {
  const members = [...module.values.entries()].flatMap(([key, { init, comment }]): ConstantMember[] => {
    const value = constantOf(graph, module, init)
    return value?.kind === 'literal' && typeof value.value === 'string'
      ? [{ key, value, comment, heading: undefined }]
      : []
  })
  return members.length > 1 ? groupOf(module, 'constants', members) : undefined
}

function membersIn(constant: Constant): readonly ConstantMember[] {
  if (constant.kind === 'object') return constant.members
  if (constant.kind !== 'list') return []
  return constant.items.map((value, at) => ({ key: String(at), value, comment: undefined, heading: undefined }))
}

function groupOf(module: DeclaringModule, name: string, members: readonly ConstantMember[], said?: string): NameGroup {
  const names: EventName[] = []
  const unread: string[] = []
  collect(members, name, directionIn(name) ?? directionIn(said ?? ''))
  return { name, file: module.file, names, unread }

  function collect(each: readonly ConstantMember[], path: string, direction: Direction | undefined): void {
    let heading: string | undefined
    for (const { key, isKeyUnread, value, ...said } of each) {
      const where = isKeyUnread ? `${key} in ${path}` : `${path}.${key}`
      heading = said.heading ?? heading
      const told = directionIn(said.comment ?? '') ?? directionIn(key) ?? directionIn(heading ?? '') ?? direction
      if (value?.kind === 'literal' && typeof value.value === 'string')
        names.push({ name: value.value, direction: told, ...said })
      else if (value?.kind === 'object' || value?.kind === 'list') collect(membersIn(value), where, told)
      else if (!value) unread.push(where)
    }
  }
}

/** Makes events of names, of whose payloads nothing is known. */
export function eventsNamed(groups: readonly NameGroup[]): {
  events: (EventDraft & { readonly direction: Direction | undefined })[]
  leftOut: LeftOut[]
} {
  const seen = new Set<string>()
  const leftOut: LeftOut[] = groups.flatMap(({ unread }) =>
    unread.map((name) => ({ name, why: 'its text is not known without running the code' })),
  )
  const events = groups.flatMap(({ names }) =>
    names.flatMap(({ name, direction, comment, heading }) => {
      const why = whyLeftOut(name)
      if (why !== undefined) leftOut.push({ name, why })
      if (why !== undefined || seen.has(name)) return []
      seen.add(name)
      const payload = unknownDraft('type', 'what it carries is not known')
      return [{ name, comment, heading, direction, payload, reply: undefined, remarks: [] }]
    }),
  )
  return { events, leftOut }
}
