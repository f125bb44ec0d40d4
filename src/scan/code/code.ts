import type { FieldPattern } from './field-pattern.js'
import type { QuoteCode } from './quote-code.js'
import type { Span } from './span.js'

/** A piece of code, as far as it may lead to a socket or say a name. */
export type Code =
  | TextCode
  | TemplateCode
  | NameCode
  | MemberCode
  | CallCode
  | FunctionCode
  | ClassCode
  | ObjectCode
  | ListCode
  | ChoiceCode
  | ElementCode
  | ThisCode
  | ImportCode
  | OtherCode

interface CodeAt extends Span {
  readonly module: CodeModule
}

/** A text that is written out. */
export interface TextCode extends CodeAt {
  readonly kind: 'text'
  readonly text: string
}

/** A text with holes: a template string, or texts that are added. */
export interface TemplateCode extends CodeAt {
  readonly kind: 'template'
  readonly parts: readonly (string | Code)[]
}

/** A name that stands for what was declared under it. */
export interface NameCode extends CodeAt {
  readonly kind: 'name'
  readonly name: string
  readonly scope: CodeScope
}

/** A member of something: `a.b`, `a['b']`, or what a destructuring takes out. */
export interface MemberCode extends CodeAt {
  readonly kind: 'member'
  readonly of: Code
  readonly key: string | Code
  /** Where its key stands. */
  readonly keyAt: Span
}

/** A call, or a `new`. */
export interface CallCode extends CodeAt {
  readonly kind: 'call'
  readonly callee: Code
  readonly arguments: readonly Code[]
  /** The arguments that are given by name; `**` stands for those that a record is spread into. */
  readonly keywords?: ReadonlyMap<string, Code>
  /** The function that it stands above as a decorator. */
  readonly decorates?: FunctionCode
  readonly isNew: boolean
  readonly types: readonly TypeCode[]
  /** The function that it stands in. */
  readonly within: FunctionCode | undefined
  /** Whether what it returns is waited for, given on or stored. */
  isUsed: boolean
}

/** A function, by what it takes and returns. */
export interface FunctionCode extends CodeAt {
  readonly kind: 'function'
  /** Its own name, or that of what it is kept as. */
  name: string | undefined
  readonly parameters: Binding[]
  readonly returns: Code[]
  readonly within: FunctionCode | undefined
  /** The class whose method it is, or the object. */
  readonly owner: ClassCode | ObjectCode | undefined
  readonly decorators: readonly DecoratorCode[]
  readonly isArrow: boolean
  returnType?: TypeCode | undefined
  /** What it says that its `this` is. */
  self?: TypeCode | undefined
  /** The type of what it is kept as, or that it is asserted to be. */
  contextual?: TypeCode | undefined
  /** The call that it is written into as an argument. */
  passedTo?: { readonly call: CallCode; readonly at: number }
}

/** A decorator of a class, of one of its members or of a parameter. */
export interface DecoratorCode {
  readonly name: string
  readonly arguments: readonly Code[]
  readonly scope: CodeScope
}

/** A class, by its members. */
export interface ClassCode extends CodeAt {
  readonly kind: 'class'
  readonly name: string | undefined
  readonly extends: Code | undefined
  readonly members: Map<string, ClassMember>
  readonly decorators: readonly DecoratorCode[]
}

/** A member of a class: what it holds at first, and of which type it is. */
export interface ClassMember {
  readonly value: Code | undefined
  readonly type: TypeCode | undefined
  readonly decorators: readonly DecoratorCode[]
  readonly isStatic: boolean
  /** Whether both the class and what is made of it have it. */
  readonly isShared?: boolean
  readonly isGetter: boolean
}

/** An object that is written out. */
export interface ObjectCode extends CodeAt {
  readonly kind: 'object'
  readonly fields: ObjectField[]
  readonly spreads: Code[]
  /** Whether a type is said of it where it is written: compilers hold it to that. */
  isTyped?: boolean
}

/** A field of an object that is written out. */
export interface ObjectField {
  readonly key: string | Code
  readonly value: Code
  readonly keyAt: Span
  /** Whether key and value are one word. */
  readonly isShort: boolean
}

/** A list that is written out. */
export interface ListCode extends CodeAt {
  readonly kind: 'list'
  readonly items: readonly Code[]
}

/** One of some: what a condition chooses between. */
export interface ChoiceCode extends CodeAt {
  readonly kind: 'choice'
  readonly of: readonly Code[]
}

/** Any element of a list or collection. */
export interface ElementCode extends CodeAt {
  readonly kind: 'element'
  readonly of: Code
}

/** What `this` is. */
export interface ThisCode extends CodeAt {
  readonly kind: 'this'
  /** The function whose `this` it is. */
  readonly within: FunctionCode | undefined
  readonly owner: ClassCode | ObjectCode | undefined
}

/** Another module as a whole: `require('x')` or `import('x')`. */
export interface ImportCode extends CodeAt {
  readonly kind: 'import'
  readonly specifier: string
}

/** Anything else: what it is worth is not known. */
export interface OtherCode extends CodeAt {
  readonly kind: 'other'
}

/** A type, as far as it may name a socket. */
export type TypeCode =
  | NamedTypeCode
  | ShapeType
  | SignatureType
  | { readonly kind: 'union'; readonly of: readonly TypeCode[] }
  | { readonly kind: 'list'; readonly of: TypeCode }
  | { readonly kind: 'value'; readonly of: Code }
  | { readonly kind: 'words'; readonly of: string }

/** The type of an object: of its members, with where their keys stand. */
export interface ShapeType {
  readonly kind: 'shape'
  readonly module: CodeModule
  readonly members: ReadonlyMap<string, TypeCode>
  readonly keys: ReadonlyMap<string, Span>
  readonly extends: readonly TypeCode[]
}

/** A type by its name. */
export interface NamedTypeCode {
  readonly kind: 'named'
  readonly name: string
  readonly scope: CodeScope
  readonly arguments: readonly TypeCode[]
}

/** The type of a function: of its `this`, its parameters and what it returns. */
export interface SignatureType {
  readonly kind: 'signature'
  readonly self: TypeCode | undefined
  readonly parameters: readonly (TypeCode | undefined)[]
  readonly returns: TypeCode | undefined
}

/** What a name was declared as. */
export interface Binding {
  readonly name: string
  readonly module: CodeModule
  /** Whether it is declared at the top of its module. */
  readonly isTop: boolean
  /** All that it is ever made to hold. */
  readonly values: Code[]
  type?: TypeCode | undefined
  /** Whether a type is said of it, also where that can't lead to a socket. */
  isTyped?: boolean
  /** The function whose parameter it is, and which. */
  readonly parameter?: { readonly of: FunctionCode; readonly at: number }
  /** What it takes out of its value at once, where it is destructured. */
  pattern?: FieldPattern | undefined
  readonly imported?: { readonly specifier: string; readonly name: string }
  decorators?: readonly DecoratorCode[] | undefined
}

/** Where names are declared. */
export interface CodeScope {
  readonly parent: CodeScope | undefined
  readonly names: Map<string, Binding>
  readonly types: Map<string, TypeCode>
  readonly within: FunctionCode | undefined
  readonly owner: ClassCode | ObjectCode | undefined
}

/** One source file, as it was read. */
export interface CodeModule {
  /** Its full path. */
  readonly file: string
  readonly text: string
  readonly scope: CodeScope
  /** What it is written in, where that is not JavaScript. */
  readonly language?: 'python' | 'markdown'
  readonly comments: readonly Span[]
  /** What it exports, by name; `*` leads to what it exports as a whole in CommonJS. */
  readonly exports: Map<string, ModuleExport>
  /** Modules of which it exports everything. */
  readonly stars: string[]
  /** Modules whose names it has as its own: `from x import *`. */
  readonly opened?: string[]
  readonly calls: CallCode[]
  readonly functions: FunctionCode[]
  readonly classes: ClassCode[]
  readonly members: MemberCode[]
  readonly objects: ObjectCode[]
  readonly writes: MemberWrite[]
  readonly destructurings: Destructuring[]
  readonly elements: MarkupElement[]
  /** The types that are given types, as `Socket<Heard, Sent>` is. */
  readonly generics: NamedTypeCode[]
  /** The texts that types allow. */
  readonly typeWords: Map<string, Span>
  /** What prose names. */
  readonly quotes?: QuoteCode[]
}

/** What a module exports under one name: something of its own, or another module's. */
export type ModuleExport = { readonly code: Code } | { readonly specifier: string; readonly name: string }

/** A value that is put into a member: `of[key] = value`. */
export interface MemberWrite {
  readonly of: Code
  readonly key: string | Code
  readonly value: Code
}

/** Fields that are taken out of a value: `const { a, b } = of`. */
export interface Destructuring {
  readonly of: Code
  readonly pattern: FieldPattern
}

/** An element of markup in code, by its tag and attributes. */
export interface MarkupElement {
  readonly tag: Code
  readonly attributes: ReadonlyMap<string, Code>
  /** What a component is given by it. */
  readonly props: ObjectCode
}
