import { handshakeAuth, handshakeAuthExample, protocol, refusal, refusalExample } from '../events/protocol.js'
import type { ProtocolJson } from './contract-json.js'
import { errorCodes } from './error-codes.js'
import { eventsJson } from './event-json.js'
import type { Prose } from './prose.js'
import { wireSchema } from './wire-schema.js'

/** Describes what every namespace has besides its own events. */
export function protocolJson({ protocol: prose = {}, handshake, refusal: refused }: Prose): ProtocolJson {
  return {
    serverToClient: eventsJson(protocol.serverToClient, 'serverToClient', 'contract', prose.serverToClient),
    clientToServer: eventsJson(protocol.clientToServer, 'clientToServer', 'contract', prose.clientToServer),
    handshake: {
      summary: 'What a client puts into the `auth` of its handshake.',
      schema: wireSchema(handshakeAuth, 'the handshake', { sentences: handshake }),
      example: handshakeAuthExample,
    },
    refusal: {
      summary: 'What comes in place of a reply when an event was not served, and as the `data` of `connect_error`.',
      schema: wireSchema(refusal, 'a refusal', { sentences: refused }),
      example: refusalExample,
    },
    errorCodes,
  }
}
