import type { LegacySpeech, LegacySpeechOptions } from './legacy-speech.js'
import { spokenOutbox } from './spoken-outbox.js'

/**
 * Makes a client hear the legacy names of its `aliases` and speak them as well, in their old shapes, until a server greets it
 * with `contract:welcome`; each connection is judged anew. Servers of old acknowledge little: a join is settled by their
 * acknowledgement, by an event that tells of it, or after a time, and the observation `joined` says by which.
 * It is no flag, so that who never needs it never loads it.
 * @example
 * connect(socket, patientPharmacy, { aliases: patientPharmacyAliases, legacy: speakLegacy() })
 */
export function speakLegacy(options: LegacySpeechOptions = {}): LegacySpeech {
  return { over: (context, outbox) => spokenOutbox(context, outbox as never, options) as never }
}
