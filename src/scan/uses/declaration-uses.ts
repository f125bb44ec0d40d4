import type { CodeModule, NamedTypeCode } from '../code/code.js'
import { endpointsOf, type Follower } from '../follow/follower.js'
import type { EndpointValue } from '../follow/value.js'
import type { DeclarationUse } from '../model/use.js'
import { placeIn } from './place.js'

/** Lists the events that the types of sockets declare in a file: those of `Socket<Heard, Sent>`. */
export function declarationUses(follower: Follower, { generics }: CodeModule, isTest: boolean): DeclarationUse[] {
  return generics.flatMap((type) => {
    const [endpoint] = endpointsOf(follower.typed(type))
    if (!endpoint || isAround(follower, type)) return []
    const [first, second = first] = type.arguments
    // what only sends is given one map
    const [heard, sent] = sendingTypes.test(type.name) ? [undefined, first] : [first, second]
    return [
      ...(heard ? declared(follower, heard, endpoint, 'on', isTest) : []),
      ...(sent ? declared(follower, sent, endpoint, 'emit', isTest) : []),
    ]
  })
}

const sendingTypes = /(?:^|\.)(?:RemoteSocket|BroadcastOperator)$/

/** Returns whether a type only holds the type of a socket, as a list of them does. */
function isAround(follower: Follower, { arguments: given }: NamedTypeCode): boolean {
  return given.some((each) => endpointsOf(follower.typed(each)).length > 0)
}

function declared(
  follower: Follower,
  map: NamedTypeCode['arguments'][number],
  { end, namespaces }: EndpointValue,
  does: 'emit' | 'on',
  isTest: boolean,
): DeclarationUse[] {
  return follower.typed(map).flatMap((each) =>
    each.kind === 'shape'
      ? [...each.type.keys].map(([name, span]): DeclarationUse => {
          const place = placeIn(each.type.module, span)
          return { kind: 'declaration', name, does, end, namespaces, isTest, place }
        })
      : [],
  )
}
