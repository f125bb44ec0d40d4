import type { CallCode, Code } from '../code/code.js'
import { clientPackages } from '../follow/endpoints.js'
import type { Follower } from '../follow/follower.js'
import { templatesOf } from '../follow/texts.js'
import type { CodePlace, HandshakeUse } from '../model/use.js'
import { placeIn, placeOf } from './place.js'

/** Returns the connection that a call opens; nothing for another call. */
export function handshakeUse(follower: Follower, call: CallCode, isTest: boolean): HandshakeUse | undefined {
  const isOpening = follower
    .settled(call.callee)
    .some((each) => each.kind === 'package' && clientPackages.has(each.specifier))
  if (!isOpening) return undefined
  const [endpoint] = follower.values(call).flatMap((each) => (each.kind === 'endpoint' ? [each] : []))
  if (!endpoint) return undefined
  const query = call.arguments.flatMap((each) => [...optionKeys(follower, each), ...addressKeys(follower, each)])
  return { kind: 'handshake', end: 'client', namespaces: endpoint.namespaces, isTest, query, place: placeOf(call) }
}

type QueryKey = { readonly key: string; readonly place: CodePlace }

function optionKeys(follower: Follower, code: Code): QueryKey[] {
  return follower.settled(code).flatMap((each) => {
    const query = each.kind === 'object' ? each.code.fields.find(({ key }) => key === 'query')?.value : undefined
    if (!query) return []
    return follower
      .settled(query)
      .flatMap((held) =>
        held.kind === 'object'
          ? held.code.fields.flatMap(({ key, keyAt }) =>
              typeof key === 'string' ? [{ key, place: placeIn(held.code.module, keyAt) }] : [],
            )
          : [],
      )
  })
}

/** Lists the keys of the query that an address ends in. */
function addressKeys(follower: Follower, code: Code): QueryKey[] {
  if (code.kind === 'object') return []
  return templatesOf(follower, code, undefined).flatMap(({ parts, code: written }) =>
    parts.flatMap((part) =>
      [...(part ?? '').matchAll(/[?&](\w+)=/g)].map(([, key = '']) => ({ key, place: placeOf(written) })),
    ),
  )
}
