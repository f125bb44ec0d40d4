import type { JsonSchema } from '../../guards/json-schema.js'
import { addressOf, slugOf } from '../address.js'
import type { AliasTableJson } from '../alias/alias-json.js'
import type { ContractJson, DescribedJson, EventJson, NamespaceJson } from '../contract-json.js'
import type { ContractSource } from '../contract-source.js'
import { sorted } from '../sorted.js'
import { type ContractJsonOptions, toContractJson } from '../to-contract-json.js'
import { capitalWords, typeNameOf } from '../type/type-name.js'
import type {
  AsyncApiChannel,
  AsyncApiDocument,
  AsyncApiInfo,
  AsyncApiMessage,
  AsyncApiOperation,
  AsyncApiReference,
} from './async-api.js'
import { AsyncSchemas } from './async-schemas.js'

/**
 * Describes contracts in AsyncAPI 3.0: a channel a namespace, an operation an event, from the server's view.
 * @throws DeclarationError when a schema's library can't describe it
 * @example
 * const document = toAsyncApi([patientPharmacy], { title: 'MedSync', version: '1.0.0' })
 * document.operations['patient-pharmacy.chat-message'].action // 'send'
 */
export function toAsyncApi(
  contracts: readonly ContractSource[],
  info: AsyncApiInfo,
  options?: ContractJsonOptions,
): AsyncApiDocument {
  return asyncApiOf(toContractJson(contracts, options), info)
}

/** Describes namespaces of a `contract.json` in AsyncAPI 3.0; all of them where none is named. */
export function asyncApiOf(
  contract: ContractJson,
  { server, ...info }: AsyncApiInfo,
  paths: readonly string[] = Object.keys(contract.namespaces),
): AsyncApiDocument {
  const { protocol } = contract
  const members = paths.map((path) => memberOf(path, contract))
  const schemas = new AsyncSchemas()
  const messages = members.flatMap((member) => messagesOf(member, schemas))
  const refusal = refusalMessage(protocol.refusal, schemas)
  const { host = 'localhost:3000', protocol: transport = 'wss', pathname = '/socket.io/' } = server ?? {}
  return sorted<AsyncApiDocument>({
    asyncapi: '3.0.0',
    id: `urn:socket-canon:${slugOf(info.title).toLowerCase()}`,
    info,
    defaultContentType: 'application/json',
    servers: {
      socketio: {
        host,
        pathname,
        protocol: transport,
        description: 'A Socket.IO server, protocol 5; each channel is a namespace on one connection.',
        security: [{ $ref: '#/components/securitySchemes/handshake' }],
      },
    },
    channels: Object.fromEntries(members.map((member) => [member.slug, channelOf(member)])),
    operations: Object.fromEntries(members.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries([...messages, ['refusal', refusal]]),
      schemas: Object.fromEntries(schemas.named),
      securitySchemes: {
        handshake: {
          type: 'apiKey',
          in: 'password',
          description: `${protocol.handshake.summary} It carries a token, and what the client knows of the contract.`,
          'x-socketio': { auth: protocol.handshake.schema, example: protocol.handshake.example },
        },
      },
    },
  })
}

/** A namespace on its way into a document. */
interface Member {
  readonly path: string
  /** Its name in the document's keys. */
  readonly slug: string
  readonly namespace: NamespaceJson
  /** The events of both directions, those of every namespace last. */
  readonly events: readonly NamedEvent[]
}

interface NamedEvent {
  readonly name: string
  readonly event: EventJson
  /** Its key in the channel. */
  readonly key: string
}

function memberOf(path: string, { namespaces, protocol }: ContractJson): Member {
  const namespace = namespaces[path] as NamespaceJson
  const maps = [namespace.serverToClient, namespace.clientToServer, protocol.serverToClient, protocol.clientToServer]
  const events = maps.flatMap((map) =>
    Object.entries(map).map(([name, event]) => ({ name, event, key: addressOf(event.direction, name) })),
  )
  return { path, slug: slugOf(path) || 'root', namespace, events }
}

function reference(...path: string[]): AsyncApiReference {
  return { $ref: `#/${path.join('/')}` }
}

function channelOf({ path, slug, namespace, events }: Member): AsyncApiChannel {
  const keys = events.flatMap(({ key, event }) => (event.reply ? [key, replyKey(key)] : [key]))
  return {
    address: path,
    title: path,
    ...(namespace.summary !== undefined && { description: namespace.summary }),
    servers: [reference('servers', 'socketio')],
    messages: {
      ...Object.fromEntries(keys.map((key) => [key, reference('components', 'messages', `${slug}.${key}`)])),
      refusal: reference('components', 'messages', 'refusal'),
    },
    'x-socketio': {
      namespace: path,
      version: namespace.version,
      digest: namespace.digest,
      legacyPath: namespace.legacyPath,
      rooms: namespace.rooms,
      aliases: namespace.aliases,
    },
  }
}

function replyKey(key: string): string {
  return `${key}.reply`
}

function operationsOf({ slug, namespace, events }: Member): [key: string, operation: AsyncApiOperation][] {
  const channel = reference('channels', slug)
  const message = (key: string): AsyncApiReference => reference('channels', slug, 'messages', key)
  return events.map(({ name, event, key }) => [
    `${slug}.${key}`,
    {
      action: event.direction === 'serverToClient' ? 'send' : 'receive',
      channel,
      title: name,
      ...(event.summary !== undefined && { summary: event.summary }),
      messages: [message(key)],
      ...(event.reply && { reply: { channel, messages: [message(replyKey(key)), message('refusal')] } }),
      'x-socketio': factsOf(name, event, namespace.aliases),
    },
  ])
}

/** Holds what a reader needs of an event besides its schemas. */
function factsOf(name: string, event: EventJson, aliases: AliasTableJson): object {
  const {
    address: _,
    payload,
    reply,
    example: _example,
    replyExample: _replyExample,
    summary: _summary,
    ...facts
  } = event
  const rows = Object.entries(aliases[event.direction]).filter(([, { of }]) => of === name)
  return {
    event: name,
    ...facts,
    arguments: [...(payload ? ['payload'] : []), ...(reply ? ['acknowledgement'] : [])],
    aliases: rows.map(([legacy]) => legacy),
  }
}

function messagesOf({ path, slug, events }: Member, schemas: AsyncSchemas): [key: string, message: AsyncApiMessage][] {
  const owner = capitalWords(path)
  return events.flatMap(({ name, event, key }) => {
    const { summary, payload, reply, example, replyExample, direction, types } = event
    const carriedAs = (schema: JsonSchema, part: 'payload' | 'reply'): AsyncApiReference =>
      schemas.refer(schema, types[part] ?? typeNameOf({ direction, event: name, part }, owner), owner)
    const carried: AsyncApiMessage = {
      name,
      title: name,
      ...(summary !== undefined && { summary }),
      ...(payload && { payload: carriedAs(payload, 'payload') }),
      ...examplesOf(name, example),
    }
    const answer: AsyncApiMessage = {
      name: `${name} reply`,
      title: `${name} reply`,
      summary: `Comes back for \`${name}\`.`,
      ...(reply && { payload: carriedAs(reply, 'reply') }),
      ...examplesOf(`${name} reply`, replyExample),
    }
    const found: [string, AsyncApiMessage][] = [[`${slug}.${key}`, carried]]
    return reply ? [...found, [`${slug}.${replyKey(key)}`, answer]] : found
  })
}

function refusalMessage({ summary, schema, example }: DescribedJson, schemas: AsyncSchemas): AsyncApiMessage {
  const payload = schemas.refer(schema, 'Refusal', 'Protocol')
  return { name: 'refusal', title: 'refusal', summary, payload, ...examplesOf('refusal', example) }
}

function examplesOf(name: string, payload: unknown): Pick<AsyncApiMessage, 'examples'> {
  return payload === undefined ? {} : { examples: [{ name, payload }] }
}
