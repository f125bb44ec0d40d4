import type { EventContract } from '../contract/event/event.js'
import type { JsonSchema } from '../guards/json-schema.js'
import { eventJson } from './event-json.js'
import { schemaDocument } from './json-schema-document.js'
import type { EventProse } from './prose.js'

/** The schemas of an event, each a document of its own. */
export interface EventSchemas {
  /** What it carries; missing where it carries nothing. */
  readonly payload?: JsonSchema
  /** What comes back where no refusal does; missing where nothing comes back. */
  readonly reply?: JsonSchema
}

/**
 * Describes what an event carries and what comes back, in JSON Schema 2020-12.
 * @throws DeclarationError when a schema's library can't describe it
 * @example
 * toJsonSchema(patientPharmacy.clientToServer['chat:join']).payload // { $schema, title: 'chat:join', type: 'object', ... }
 */
export function toJsonSchema(event: EventContract, prose?: EventProse): EventSchemas {
  const { name, namespace } = event
  const described = { name, namespace, event: eventJson(event, prose) }
  const payload = schemaDocument(described, 'payload')
  const reply = schemaDocument(described, 'reply')
  return { ...(payload && { payload }), ...(reply && { reply }) }
}
