import { DeclarationError } from '../contract/declaration-error.js'
import { givenWords } from '../contract/given.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { complaints } from './complaint.js'
import { legacyTable } from './legacy-table.js'
import { observationOf, shielded } from './observer.js'
import { checkSendOptions } from './option-check.js'
import type { AliasesOf, SendOptions } from './options.js'
import { type Audience, type Broadcaster, publisher } from './outbound/publisher.js'
import { type PublishClient, watched } from './outbound/publishing.js'
import { targetIn } from './outbound/target.js'
import type { Sender } from './served.js'
import { checkServed } from './served-contract.js'

/** What `@socket.io/redis-emitter` and its like give: packets for the clients of a server elsewhere. */
export interface PathEmitter {
  /** Narrows down to one path. */
  of(path: string): object
}

/**
 * Sends the events of a contract from a process that is no server, on the paths and under the names the servers would use.
 * @throws DeclarationError when what is given is no emitter, no contract, no table of its legacy names or no option
 * @example
 * const pharmacy = emitterOf(new Emitter(redisClient), patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
 * pharmacy.to(pharmacyRoom('p1')).emit('order:new', order)
 */
export function emitterOf<N extends NamespaceContract, Table extends AliasesOf<N> = AliasesOf<N>>(
  emitter: PathEmitter,
  contract: N,
  options: SendOptions<N, Table> = {},
): Sender<N> {
  checkServed('emitterOf', contract, options ?? undefined)
  checkSendOptions(contract.path, options)
  const { validate = 'enforce' } = options
  if (typeof (emitter as Partial<PathEmitter> | undefined)?.of !== 'function')
    throw new DeclarationError(
      `emitterOf got ${givenWords(emitter, 'emitter')} for its emitter: give it one of @socket.io/redis-emitter or its like`,
    )
  const observe = shielded(options.observe)
  const notice = observe ?? complaints()
  let sending: string | undefined
  const sent = publisher({
    contract,
    aliases: legacyTable(contract, options as never),
    past: options.past,
    legacy: !!options.legacy,
    validate,
    observe,
    servedPath: contract.path,
    broadcasterOf: (path) => {
      const broadcaster = emitter.of(path) as { redisClient?: PublishClient }
      const { redisClient } = broadcaster
      if (redisClient)
        broadcaster.redisClient = watched(redisClient, (done) => {
          const event = sending
          done.then(undefined, (cause) =>
            notice(observationOf({ kind: 'failed', part: 'adapter', event, cause }, contract.path, path)),
          )
        })
      return broadcaster as Broadcaster
    },
    // what the servers have on the path besides is not known here
    sharesRooms: () => true,
  })
  function send(name: string, payload: unknown, audience: Audience): void {
    sending = name
    sent.send(name, payload, audience)
  }
  const sender: Sender<NamespaceContract> = {
    to: (room: string | readonly string[]) => targetIn(room, send),
    emit: (event: string, payload?: unknown) => send(event, payload, {}),
  }
  return sender as unknown as Sender<N>
}
