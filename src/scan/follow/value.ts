import type {
  Binding,
  CallCode,
  ClassCode,
  Code,
  CodeModule,
  FunctionCode,
  ListCode,
  ObjectCode,
  ShapeType,
  SignatureType,
} from '../code/code.js'

/** What code may be worth, as far as it is known without running it. */
export type Value =
  | TextValue
  | EndpointValue
  | MethodValue
  | PackageValue
  | ParameterValue
  | { readonly kind: 'function'; readonly code: FunctionCode }
  | { readonly kind: 'class'; readonly code: ClassCode }
  | { readonly kind: 'instance'; readonly of: ClassCode }
  | { readonly kind: 'object'; readonly code: ObjectCode }
  | { readonly kind: 'list'; readonly code: ListCode }
  | MadeValue
  | { readonly kind: 'accessor'; readonly returns: Value }
  | { readonly kind: 'module'; readonly module: CodeModule }
  | { readonly kind: 'shape'; readonly type: ShapeType }
  | { readonly kind: 'signature'; readonly type: SignatureType }
  | { readonly kind: 'elements'; readonly of: EndpointValue }

/** What a call makes that is not known by itself: what is put into it may be. */
export interface MadeValue {
  readonly kind: 'made'
  readonly code: CallCode
  /** The function of a known package that made it. */
  readonly by?: string
}

/** A text; a part that is not known is a hole, and stands as nothing. */
export interface TextValue {
  readonly kind: 'text'
  readonly parts: readonly (string | undefined)[]
  /** Where it is written. */
  readonly code: Code
}

/** Which end of a connection it is. */
export type EndpointEnd = 'server' | 'client'

/** Something that events are sent by, or heard by. */
export interface EndpointValue {
  readonly kind: 'endpoint'
  readonly end: EndpointEnd
  /** A server or one of its namespaces, a socket, a client's manager, or what has been told whom to reach. */
  readonly part: 'server' | 'socket' | 'manager' | 'operator'
  /** The paths it may be of; nothing where that is not known. */
  readonly namespaces: readonly string[] | undefined
  /** Whether it is of this package's own bindings. */
  readonly isBound?: boolean
  /** The package of Python whose end it is: what its handlers are given differs. */
  readonly dialect?: 'python-socketio' | 'flask-socketio' | undefined
}

/** A method of an endpoint. */
export interface MethodValue {
  readonly kind: 'method'
  readonly of: EndpointValue
  readonly name: string
}

/** What a package exports. */
export interface PackageValue {
  readonly kind: 'package'
  readonly specifier: string
  /** Its name there, with what is taken of it; `*` is all of the package. */
  readonly name: string
}

/** A parameter of which it is not known what it is given. */
export interface ParameterValue {
  readonly kind: 'parameter'
  readonly binding: Binding
}

/** The call by which a function was entered, and those around it: what its parameters are given. */
export interface CallFrame {
  readonly of: FunctionCode
  readonly call: CallCode
  readonly outer: CallFrame | undefined
}

/** Returns what two values that are the same have in common. */
export function identityOf(value: Value): unknown {
  switch (value.kind) {
    case 'instance':
      return value.of.members
    case 'module':
      return value.module
    case 'parameter':
      return value.binding
    case 'package':
      return `${value.specifier} ${value.name}`
    case 'endpoint':
      return `${value.end} ${value.part} ${value.namespaces?.join() ?? '?'} ${value.isBound === true} ${value.dialect}`
    case 'accessor':
      return `accessor of ${String(identityOf(value.returns))}`
    case 'method':
      return `${value.name} of ${identityOf(value.of)}`
    case 'elements':
      return `elements of ${identityOf(value.of)}`
    case 'shape':
    case 'signature':
      return value.type
    default:
      return value.code
  }
}

const most = 60

/** Keeps each value once, and no more of them than may be told apart in time. */
export function distinct(values: readonly Value[]): Value[] {
  if (values.length < 2) return [...values]
  if (values.length === 2) return isSame(values) ? values.slice(1) : [...values]
  const known = new Map<unknown, Value>()
  for (const each of values) if (known.size < most) known.set(identityOf(each), each)
  return [...known.values()]
}

function isSame([one, other]: readonly Value[]): boolean {
  return identityOf(one as Value) === identityOf(other as Value)
}
