import { DeclarationError } from '../../contract/declaration-error.js'
import type { EventContract } from '../../contract/event/event.js'
import type { PastRow } from '../../contract/past/past.js'
import { pastRow } from '../../contract/past/past-row.js'
import { toLegacy } from '../../guards/alias-payload.js'
import { aboveOf, earlierVersions, speakersOf, type Versioned } from '../rooms/version-room.js'

/** How some versions of a contract hear an event. */
export interface VersionShape {
  /** Who hears it so; 0 stands for those who declared no version. */
  readonly versions: readonly number[]
  /** What they call it; nothing where they do not have it. */
  readonly name: string | undefined
  /** How its payload differs, where it may. */
  readonly row: PastRow | undefined
  /** The rooms of all who hear it otherwise. */
  readonly others: readonly string[]
}

/** An event in every shape that it is sent in. */
export interface VersionShapes {
  /** As the contract has it. */
  readonly today: VersionShape
  /** As earlier versions have it that differ. */
  readonly earlier: readonly VersionShape[]
}

/** Groups the versions of a contract by how they hear an event, so that it is mapped once for each group. */
export function versionShapes(event: EventContract, versioned: Versioned): VersionShapes {
  const { contract, past } = versioned
  const groups = new Map<PastRow | false | undefined, number[]>([[undefined, [0, contract.version]]])
  for (const version of past ? earlierVersions(versioned) : []) {
    const row = past && pastRow(past, version, 'serverToClient', event.name)
    const key = row && isToday(row, event) ? undefined : row
    groups.set(key, [...(groups.get(key) ?? []), version])
  }
  const known = [...groups.values()].flat()
  const [today, ...earlier] = Array.from(groups, ([row, versions]): VersionShape => {
    const others = known.filter((version) => !versions.includes(version))
    return {
      versions,
      name: row === false ? undefined : (row?.name ?? event.name),
      row: row || undefined,
      others: [aboveOf(contract.path, contract.version), ...others.map((each) => speakersOf(contract.path, each))],
    }
  })
  return { today: today as VersionShape, earlier }
}

/** Finds the shape in which a version hears an event; who declared none hears it as it is today. */
export function shapeFor({ today, earlier }: VersionShapes, version: number | undefined): VersionShape {
  return earlier.find(({ versions }) => version !== undefined && versions.includes(version)) ?? today
}

/**
 * Gives a payload a shape.
 * @throws DeclarationError where the row of an earlier version makes nothing of it; its cause is what the row threw, and may hold anything
 */
export function shapedPayload(
  { versions, row }: VersionShape,
  { namespace, name }: EventContract,
  payload: unknown,
): unknown {
  if (!row) return payload
  const words = `${namespace}: version ${versions.join(' and ')} of \`past\`, ${name} (serverToClient): its row`
  let shaped: unknown
  try {
    shaped = toLegacy(row, payload)
  } catch (cause) {
    throw new DeclarationError(`${words} threw`, { cause })
  }
  if (shaped === undefined && payload !== undefined) throw new DeclarationError(`${words} gave nothing`)
  return shaped
}

/** Returns whether a row says nothing of what is sent. */
function isToday({ name, rename, bare, down }: PastRow, event: EventContract): boolean {
  return (name ?? event.name) === event.name && !down && bare === undefined && !Object.keys(rename ?? {}).length
}
