import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { ContractJson, DiffOptions } from '../../src/spec/index.js'

/** What may be changed of a contract.json that was read. */
export type Data = ReturnType<typeof JSON.parse>

/** One edit of the committed contract.json, made and taken back. */
export interface ContractEdit {
  readonly what: string
  /** What both contracts have besides. */
  readonly base?: (contract: Data) => void
  readonly make: (contract: Data) => void
  /** What version 1 was, where the edit is about versions. */
  readonly versions?: DiffOptions['versions']
}

/** Reads the committed contract.json as if it had been released as 1.2.0. */
export const realContract = (): Data => {
  const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
  return { ...contract, package: { name: 'socket-canon', version: '1.2.0' } }
}

/** Makes an edit of the committed contract.json; returns both contracts. */
export const editedContracts = ({ make, base }: ContractEdit): [old: Data, next: Data] => {
  const [old, next]: [Data, Data] = [realContract(), realContract()]
  for (const contract of [old, next]) base?.(contract)
  make(next)
  return [old, next]
}

/**
 * Makes an edit, and leaves of both contracts the namespaces that it touches: most of the work is in the others. Where
 * something else changes, as the release, it may touch them all.
 */
export const touchedOf = (edited: ContractEdit): [old: Data, next: Data] => {
  const [old, next] = editedContracts(edited)
  const { namespaces: were, ...before } = old
  const { namespaces: are, ...after } = next
  if (!isDeepStrictEqual(before, after)) return [old, next]
  for (const path of Object.keys(were))
    if (isDeepStrictEqual(were[path], are[path])) for (const each of [were, are]) delete each[path]
  return [old, next]
}

/** Returns a namespace of a contract. */
export const namespaceIn = (contract: Data, path: string): Data => contract['namespaces'][path]
/** Returns an event of a contract. */
export const eventIn = (contract: Data, path: string, name: string, direction = 'serverToClient'): Data =>
  namespaceIn(contract, path)[direction][name]
/** Returns the fields that an event carries or answers. */
export const fieldsOf = (event: Data, part = 'payload'): Data => event[part].properties
/** Names an edit. */
export const edit = (what: string, make: ContractEdit['make'], base?: ContractEdit['base']): ContractEdit => ({
  what,
  make,
  ...(base && { base }),
})

/** Returns an event from the server. */
export const message = (contract: Data): Data => eventIn(contract, '/messaging', 'message:new')
/** Returns an event from a client. */
export const sending = (contract: Data): Data => eventIn(contract, '/messaging', 'message:send', 'clientToServer')
/** Returns an event with sensitive fields. */
export const order = (contract: Data): Data => eventIn(contract, '/patient-pharmacy', 'order:new')
/** Returns a nested object of an event. */
export const dispatch = (contract: Data): Data =>
  fieldsOf(eventIn(contract, '/patient-pharmacy', 'dispatch:updated'))['dispatch']

/** Edits of what the server sends, and of what a client sends: each rule may mean another thing there. */
export const bothWays = (what: string, make: (event: Data) => void): ContractEdit[] => [
  edit(`${what}, in what the server sends`, (contract) => make(message(contract))),
  edit(`${what}, in what a client sends`, (contract) => make(sending(contract))),
]
