import type {
  Class,
  Comment,
  Expression,
  TSEnumDeclaration,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
} from 'oxc-parser'

/** What declares a type. */
export type TypeNode = TSInterfaceDeclaration | TSTypeAliasDeclaration | TSEnumDeclaration | Class

/** A type that a module declares; an interface may be declared in several parts. */
export interface DeclaredType {
  readonly name: string
  readonly nodes: TypeNode[]
  readonly comment: string | undefined
}

/** A constant that a module declares. */
export interface DeclaredValue {
  readonly name: string
  readonly init: Expression
  readonly comment: string | undefined
}

/** What another module calls something, and which module that is. */
export interface ModuleLink {
  /** The other module, or this one where there is none. */
  readonly specifier: string | undefined
  /** Its name there; `*` for all of that module. */
  readonly name: string
}

/** One source file, by what it declares. */
export interface DeclaringModule {
  readonly file: string
  readonly text: string
  readonly comments: readonly Comment[]
  readonly types: Map<string, DeclaredType>
  readonly values: Map<string, DeclaredValue>
  /** Imports, by local name. */
  readonly imports: Map<string, ModuleLink>
  /** What is exported under another name than it is declared with, or from elsewhere. */
  readonly exports: Map<string, ModuleLink>
  /** Modules of which everything is exported. */
  readonly stars: string[]
  /** The type arguments that sockets and servers are made with. */
  readonly sockets: SocketUse[]
}

/** A place that says which map a socket or server listens to, and which it emits. */
export interface SocketUse {
  /** What is given the maps, by its local name: `Server`, `Socket`, `Namespace`. */
  readonly of: string
  /** The names of the two maps, listened to and emitted. */
  readonly maps: readonly (string | undefined)[]
}
