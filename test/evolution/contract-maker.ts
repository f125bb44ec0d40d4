import type { AliasJson, ContractJson, EventJson, NamespaceJson, ProtocolJson } from '../../src/spec/index.js'

type Loose<Shape> = { readonly [Key in keyof Shape]?: Shape[Key] }

/** Makes an event of which only what matters has to be said. */
export const eventOf = (event: Loose<EventJson> = {}): EventJson => ({
  address: '',
  direction: 'serverToClient',
  to: [],
  everybody: true,
  direct: false,
  joins: [],
  leaves: [],
  volatile: false,
  types: {},
  ...event,
})

/** Makes an alias of which only what matters has to be said. */
export const aliasOf = (of: string, alias: Loose<AliasJson> = {}): AliasJson => ({
  of,
  rename: {},
  heard: {},
  up: false,
  down: false,
  when: false,
  emit: true,
  reply: false,
  since: '1.0.0',
  removeIn: '3.0.0',
  ...alias,
})

/** Makes a namespace of which only what matters has to be said. */
export const namespaceOf = ({
  aliases,
  ...namespace
}: Loose<Omit<NamespaceJson, 'aliases'>> & {
  readonly aliases?: Loose<NamespaceJson['aliases']>
} = {}): NamespaceJson => ({
  version: 1,
  digest: '',
  rooms: {},
  serverToClient: {},
  clientToServer: {},
  enumerations: {},
  ...namespace,
  aliases: { serverToClient: {}, clientToServer: {}, unacknowledged: {}, ...aliases },
})

const protocol: ProtocolJson = {
  serverToClient: {},
  clientToServer: {},
  handshake: { summary: '', schema: { type: 'object', properties: {} }, example: {} },
  refusal: { summary: '', schema: { type: 'object', properties: {} }, example: {} },
  errorCodes: {},
}

/** Makes a contract of some namespaces, released as 1.0.0 unless told. */
export const contractOf = (
  namespaces: { readonly [path: string]: NamespaceJson },
  more: Loose<ContractJson> & { readonly version?: string } = {},
): ContractJson => {
  const { version = '1.0.0', ...rest } = more
  return {
    format: 1,
    package: { name: 'shop-contract', version },
    zod: '4.6.7',
    systems: {},
    namespaces,
    protocol: { ...protocol, ...rest.protocol },
    ...rest,
  }
}

/** Makes a contract of one namespace, `/shop`. */
export const shopOf = (namespace: Parameters<typeof namespaceOf>[0], version?: string): ContractJson =>
  contractOf({ '/shop': namespaceOf(namespace) }, version === undefined ? {} : { version })

/** Makes a contract of one event that carries a payload. */
export const carrying = (
  payload: object,
  direction: 'serverToClient' | 'clientToServer' = 'serverToClient',
  part: 'payload' | 'reply' = 'payload',
): ContractJson => shopOf({ [direction]: { 'order:new': eventOf({ direction, [part]: payload as never }) } })
