import type { Follower } from '../follow/follower.js'
import type { RoomUse } from '../model/use.js'
import type { EndpointCall } from './event-call.js'
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
    writtenTexts(follower, each, context).map(
      (room): RoomUse => ({ kind: 'room', how, end, namespaces, isTest, room, place: placeOf(call) }),
    ),
  )
}
