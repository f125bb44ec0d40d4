import type { NamespaceJson, RoomJson } from '../../contract-json.js'

/** The families of rooms of a namespace, by pattern. */
export type Rooms = NamespaceJson['rooms']

/** Which families went, which came, and which of them are one under two names. */
export interface RoomRenames {
  readonly gone: readonly string[]
  readonly come: readonly string[]
  readonly renames: ReadonlyMap<string, string>
}

/** Pairs a family that went with one that came: by the old name it reads, or by its parameters where only one fits. */
export function roomRenames(were: Rooms, are: Rooms): RoomRenames {
  const gone = Object.keys(were).filter((pattern) => !Object.hasOwn(are, pattern))
  const come = Object.keys(are).filter((pattern) => !Object.hasOwn(were, pattern))
  const renames = new Map<string, string>()
  for (const from of gone) {
    const listed = come.find((to) => isOneRoom(were, are, from, to))
    const alike = come.filter((to) => paramsOf(are[to]) === paramsOf(were[from]) && ![...renames.values()].includes(to))
    const to = listed ?? (alike.length === 1 ? alike[0] : undefined)
    if (to !== undefined) renames.set(from, to)
  }
  return { gone, come, renames }
}

/** Whether the new release, or the old one, says that two names are of one family. */
export function isOneRoom(were: Rooms, are: Rooms, from: string, to: string): boolean {
  return (are[to]?.legacy.includes(from) || were[from]?.legacy.includes(to)) ?? false
}

function paramsOf(room: RoomJson | undefined): string {
  return [...(room?.params ?? [])].sort().join()
}
