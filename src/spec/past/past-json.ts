import type { LegacyExampleJson, ShapeJson } from '../alias/alias-json.js'

/** What earlier versions of a contract said otherwise, by their number; clients of those versions are served as well. */
export interface PastTableJson {
  readonly [version: string]: PastVersionJson
}

/**
 * What one earlier version said otherwise, by the name that an event has today; `false` stands for what it does not have. An event
 * without a row was spoken of as the next later version in the table that has one says, and where there is none as the contract does.
 */
export interface PastVersionJson {
  /** What the server sends. */
  readonly serverToClient: { readonly [name: string]: PastJson | false }
  /** What a client sends. */
  readonly clientToServer: { readonly [name: string]: PastJson | false }
}

/** How an earlier version spoke of an event. */
export interface PastJson extends ShapeJson {
  /** The name that it had; where it is missing, today's. */
  readonly name?: string
  /** Payloads in the shape of that version; where it is missing, none is known. */
  readonly examples?: readonly LegacyExampleJson[]
}
