/** Where something stands in a file. */
export interface CodePlace {
  /** The path of the file, as it was found. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** Where it begins and ends in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** One place in code that uses a connection, whatever the language. Rules read nothing else. */
export type Use = EventUse | RoomUse | HandshakeUse | LogUse | MentionUse | LooseUse | DeclarationUse | QuoteUse

/** Which end of a connection a use is at. */
export type UseEnd = 'server' | 'client'

interface UseBase {
  readonly place: CodePlace
  readonly end: UseEnd
  /** The paths it may be of; nothing where that is not known. */
  readonly namespaces: readonly string[] | undefined
  /** Whether it stands in a test or a double for one. */
  readonly isTest: boolean
}

/** An event that is sent, listened to, or listened to no longer. */
export interface EventUse extends UseBase {
  readonly kind: 'emit' | 'on' | 'off'
  /** Its name; nothing where that is only known when it runs, or where every event is meant. */
  readonly name: WrittenText | undefined
  /** Whether it is about every event, as `onAny` and `removeAllListeners` are. */
  readonly isEvery: boolean
  /** Whether it is of a client's manager, which makes the connection again. */
  readonly isManager: boolean
  /** Whether compilers check it already, as of this package's own ends. */
  readonly isBound: boolean
  readonly payload: PayloadUse | undefined
  /** Whether an acknowledgement is asked for, or given; nothing where that can't be seen. */
  readonly isAcknowledged: boolean | undefined
  /** What it stands in, where that makes it run more than once. */
  readonly repeats: 'effect' | 'connection' | undefined
  /** The rooms it is addressed to. */
  readonly rooms: readonly WrittenText[]
}

/** A text in code, and where it is written. */
export interface WrittenText {
  /** Its parts; what is only known when it runs stands as nothing. */
  readonly parts: readonly (string | undefined)[]
  /** Where it is used. */
  readonly place: CodePlace
  /** Where it is written out as a literal, where it is. */
  readonly literal: CodePlace | undefined
  /** The source of each part that is only known when it runs. */
  readonly holes: readonly string[]
}

/** The fields of a payload that can be seen: of an object that is written out, or those that a listener takes. */
export interface PayloadUse {
  readonly fields: readonly FieldUse[]
  /** Whether there are no others than these. */
  readonly isWhole: boolean
  /** Whether compilers hold it to a type of the code's own: what is written otherwise has to be changed there, too. */
  readonly isTyped?: boolean
  readonly place: CodePlace
}

/** A field of a payload. */
export interface FieldUse {
  readonly key: string
  readonly place: CodePlace
  /** Whether one word is both the field and the variable. */
  readonly isShort: boolean
  /** Whether it is written as a text, in quotes that have to stay. */
  readonly isText?: boolean
  readonly inner?: PayloadUse | undefined
}

/** A room that is joined, left or addressed. */
export interface RoomUse extends UseBase {
  readonly kind: 'room'
  readonly how: 'join' | 'leave' | 'to'
  readonly room: WrittenText
  /** Whether it is in a language that a contract's builders are not written in. */
  readonly isWithoutBuilders?: boolean
}

/** A connection that a client opens. */
export interface HandshakeUse extends UseBase {
  readonly kind: 'handshake'
  /** The keys of its query that can be seen. */
  readonly query: readonly { readonly key: string; readonly place: CodePlace }[]
}

/** A field of a payload that is written to a log. */
export interface LogUse extends UseBase {
  readonly kind: 'log'
  /** The name of the event that carried it. */
  readonly event: string
  /** The field; nothing where the whole payload is written. */
  readonly field: string | undefined
}

/** A word that was to be gone from all code, such as the name of an old manager. */
export interface MentionUse {
  readonly kind: 'mention'
  readonly place: CodePlace
  readonly word: string
  readonly isTest: boolean
}

/** The name of an event that is given to something which could not be followed: it may be sent or heard there. */
export interface LooseUse {
  readonly kind: 'loose'
  readonly place: CodePlace
  readonly name: string
  readonly isTest: boolean
}

/** An event that a type of a socket declares: compilers hold its uses to that. */
export interface DeclarationUse extends UseBase {
  readonly kind: 'declaration'
  readonly name: string
  /** Whether this end sends it, or hears it. */
  readonly does: 'emit' | 'on'
}

/** The name of an event that stands by itself, where no connection is in sight: in prose, or in a message of another kind. */
export interface QuoteUse {
  readonly kind: 'quote'
  readonly place: CodePlace
  readonly name: string
  /** The other names that stand in the same paragraph, or in the same row. */
  readonly beside: readonly string[]
  readonly isQuoted: boolean
  /** Whether it means no more than it says, so that another name may take its place. */
  readonly isRewritable: boolean
  readonly isTest: boolean
}

/** Returns a text that is known as a whole. */
export function wholeText({ parts }: WrittenText): string | undefined {
  const [only] = parts
  return parts.length === 1 ? only : undefined
}
