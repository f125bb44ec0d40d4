import type { Code } from '../code/code.js'
import type { Follower } from '../follow/follower.js'
import type { CallFrame } from '../follow/value.js'
import type { RoomUse, WrittenText } from '../model/use.js'
import { type EndpointCall, writtenCode } from './event-call.js'
import { roomMethod } from './method-kind.js'
import { placeOf } from './place.js'
import { writtenTexts } from './written-text.js'

/** Returns the rooms that a call joins, leaves or addresses. */
export function roomUses(follower: Follower, { call, method, context }: EndpointCall, isTest: boolean): RoomUse[] {
  const how = roomMethod(method.name)
  const [given] = call.arguments
  if (!how || !given || method.of.end === 'client') return []
  const rooms = given.kind === 'list' ? given.items : [given]
  const { end, namespaces } = method.of
  return rooms.flatMap((each) =>
    roomTexts(follower, each, context).map(
      (room): RoomUse => ({ kind: 'room', how, end, namespaces, isTest, room, place: placeOf(call) }),
    ),
  )
}

/** Lists the names of rooms that code may be; the id of something is no name of a room that is written out, however it is made. */
function roomTexts(follower: Follower, each: Code, context: CallFrame | undefined): WrittenText[] {
  const texts = writtenTexts(follower, each, context)
  const { code } = writtenCode(each, context)
  const isId = code.kind === 'member' && typeof code.key === 'string' && /^_?id$|Id$/.test(code.key)
  return isId ? texts.map((text) => ({ ...text, literal: undefined })) : texts
}
