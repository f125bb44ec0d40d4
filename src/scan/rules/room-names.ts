import { parameter } from '../../contract/room/room.js'
import type { RoomUse, Use, WrittenText } from '../model/use.js'
import { type KnownNamespace, namespacesOf, type Vocabulary } from '../vocabulary/vocabulary.js'
import type { Rewrite, ScanFinding, ScanRule } from './rule.js'

/** Finds names of rooms that are put together by hand. */
export const roomByHand: ScanRule = {
  id: 'room-by-hand',
  summary: "A room's name that is put together by hand.",
  advice: 'Build the name with the builder of its family: an id that can not stand in a name is refused there.',
  find: (uses, vocabulary) => roomFindings(uses, vocabulary, roomByHand.id),
}

/** Finds names of rooms as older releases have them. */
export const legacyRoom: ScanRule = {
  id: 'legacy-room',
  summary: "A room's name as an older release has it.",
  advice: 'Use the pattern of today: who addresses the old name reaches nobody who joined the new one.',
  find: (uses, vocabulary) => roomFindings(uses, vocabulary, legacyRoom.id),
}

/** Finds names of rooms that belong to no family. */
export const unknownRoom: ScanRule = {
  id: 'unknown-room',
  summary: "A room's name that belongs to no family of the contract.",
  advice: 'Declare its family in the contract, or use one that is there.',
  find: (uses, vocabulary) => roomFindings(uses, vocabulary, unknownRoom.id),
}

function roomFindings(uses: readonly Use[], vocabulary: Vocabulary, rule: string): ScanFinding[] {
  return uses.flatMap((use) =>
    use.kind === 'room' ? roomFinding(use, vocabulary).filter((found) => found.rule === rule) : [],
  )
}

function roomFinding(use: RoomUse, vocabulary: Vocabulary): ScanFinding[] {
  const { room } = use
  // an id alone may be a user, a socket or anything: it is no name of a room yet
  if (!room.parts.some((part) => part !== undefined && /\w/.test(part)) || !room.literal) return []
  const namespaces = namespacesOf(vocabulary, use.namespaces).filter(({ json }) => Object.keys(json.rooms).length)
  if (!namespaces.length) return []
  const shown = room.parts.map((part) => part ?? '…').join('')
  const of = familyOf(room, namespaces, false)
  if (of) return isPlaceKnown(room) && !use.isWithoutBuilders ? [byHand(room, of, shown)] : []
  const older = familyOf(room, namespaces, true)
  const base = { place: room.place, name: shown }
  if (older)
    return [
      {
        ...base,
        rule: legacyRoom.id,
        canonical: older.pattern,
        message: `the room ${shown} is ${older.pattern} today`,
        advice: legacyRoom.advice,
      },
    ]
  // the protocol's own, which no contract declares
  if (shown.startsWith('contract:')) return []
  const patterns = namespaces.flatMap(({ json }) => Object.keys(json.rooms))
  return [
    {
      ...base,
      rule: unknownRoom.id,
      message: `the room ${shown} is of no family: there are ${patterns.join(', ')}`,
      advice: unknownRoom.advice,
    },
  ]
}

interface Family {
  readonly namespace: KnownNamespace
  readonly pattern: string
}

const hole = '\0'

function familyOf(
  { parts }: WrittenText,
  namespaces: readonly KnownNamespace[],
  isLegacy: boolean,
): Family | undefined {
  const name = parts.map((part) => part ?? hole).join('')
  for (const namespace of namespaces)
    for (const [pattern, { legacy }] of Object.entries(namespace.json.rooms))
      if ((isLegacy ? legacy : [pattern]).some((each) => matcher(each).test(name))) return { namespace, pattern }
  return undefined
}

/** Matches a name of which some parts are not known; each stands for an id. */
function matcher(pattern: string): RegExp {
  const escaped = pattern
    .split(parameter)
    .map((part, at) => (at % 2 ? `(?:${hole}|[^:\\s${hole}]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${escaped.join('')}$`, 'u')
}

function isPlaceKnown({ literal, place }: WrittenText): boolean {
  return literal?.start === place.start && literal.file === place.file
}

function byHand(room: WrittenText, { namespace, pattern }: Family, shown: string): ScanFinding {
  const builder = namespace.exports?.rooms.get(pattern)
  return {
    rule: roomByHand.id,
    place: room.place,
    name: shown,
    canonical: builder ?? pattern,
    message: `the room ${shown} is put together by hand: ${builder === undefined ? `it is of ${pattern}` : `${builder} builds it`}`,
    advice: roomByHand.advice,
    fix: rewrite(room, namespace, pattern, builder),
  }
}

/** Returns how the builder is called instead; each hole has to be one whole id. */
function rewrite(
  room: WrittenText,
  { exports }: KnownNamespace,
  pattern: string,
  builder: string | undefined,
): Rewrite[] | undefined {
  const ids = room.parts.filter((part) => part === undefined).length
  const wanted = [...pattern.matchAll(parameter)].length
  // an import belongs into one of the blocks of a page
  if (/\.(?:mdx?|markdown)$/.test(room.place.file)) return undefined
  if (!exports || builder === undefined || ids !== wanted || room.holes.length !== wanted || !wanted) return undefined
  const fixed = pattern
    .split(parameter)
    .filter((_, at) => at % 2 === 0)
    .filter(Boolean)
  const written = room.parts.filter((part) => part !== undefined)
  if (fixed.join(hole) !== written.join(hole)) return undefined
  return [
    {
      place: room.place,
      was: '',
      becomes: `${builder}(${room.holes.join(', ')})`,
      isQuoted: false,
      needs: { name: builder, from: exports.from },
    },
  ]
}
