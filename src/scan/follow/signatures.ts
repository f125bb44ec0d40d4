import type { FunctionCode, SignatureType, ThisCode, TypeCode } from '../code/code.js'
import type { Follower } from './follower.js'
import type { Value } from './value.js'

/** Returns what `this` is by what is said of the function that it is of; nothing where nothing is said. */
export function selfValues(follower: Follower, { within }: ThisCode): Value[] {
  if (!within) return []
  const said = within.self ? [within.self] : signaturesOf(follower, within).flatMap(({ self }) => self ?? [])
  return said.flatMap((each) => follower.typed(each))
}

/** Returns what a parameter is by the type that is asked of its function. */
export function askedParameter(follower: Follower, of: FunctionCode, at: number): Value[] {
  return signaturesOf(follower, of).flatMap(({ parameters }) => {
    const type = parameters[at]
    return type ? follower.typed(type) : []
  })
}

const componentTypes = /(?:^|\.)(?:FC|VFC|FunctionComponent|VoidFunctionComponent)$/

/** Lists the signatures that a function has by the type of what it is kept as. */
function signaturesOf(follower: Follower, { contextual }: FunctionCode): SignatureType[] {
  if (!contextual) return []
  const props = propsOf(contextual)
  if (props) return [{ kind: 'signature', self: undefined, parameters: [props], returns: undefined }]
  return follower.typed(contextual).flatMap((each) => (each.kind === 'signature' ? [each.type] : []))
}

/** Returns the type of what a component of React's is given, by the type that it is declared as. */
function propsOf(type: TypeCode): TypeCode | undefined {
  return type.kind === 'named' && componentTypes.test(type.name) ? type.arguments[0] : undefined
}
