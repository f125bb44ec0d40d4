import { DeclarationError } from '../contract/declaration-error.js'
import { givenWords } from '../contract/given.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { complaints } from './complaint.js'
import { pairingWatch } from './emitting/pairing.js'
import type { PathEmitter } from './emitting/path-emitter.js'
import { sendingPath } from './emitting/sending-path.js'
import { legacyTable } from './legacy-table.js'
import { observationOf, shielded } from './observer.js'
import { checkSendOptions } from './option-check.js'
import type { AliasesOf, SendOptions } from './options.js'
import type { Audience } from './outbound/path-address.js'
import { publisher } from './outbound/publisher.js'
import { targetIn } from './outbound/target.js'
import type { Sender } from './served.js'
import { checkServed } from './served-contract.js'

/**
 * Sends the events of a contract from a process that is no server, on the paths and under the names the servers would use:
 * by an emitter for their adapter. Where no server listens to it, `observe` is told so, or the console.
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
      `emitterOf got ${givenWords(emitter, 'emitter')} for its emitter: give it one of @socket.io/redis-emitter or its like, or what streamsEmitter(client) makes`,
    )
  const observe = shielded(options.observe)
  const notice = observe ?? complaints()
  let sending: string | undefined
  let lookAfter = (): void => {}
  function unheard(words: string): void {
    const cause = new DeclarationError(`${contract.path}: ${words}`)
    notice(observationOf({ kind: 'failed', part: 'emitter', cause }, contract.path, contract.path))
  }
  const sent = publisher({
    contract,
    aliases: legacyTable(contract, options as never),
    past: options.past,
    legacy: !!options.legacy,
    trace: options.trace,
    validate,
    observe,
    servedPath: contract.path,
    broadcasterOf: (path) => {
      const { broadcaster, pairing } = sendingPath(emitter, path, (done) => {
        const event = sending
        done.then(undefined, (cause) =>
          notice(observationOf({ kind: 'failed', part: 'adapter', event, cause }, contract.path, path)),
        )
      })
      // every server has the contract's own path
      if (path === contract.path) lookAfter = pairingWatch(pairing, unheard)
      return broadcaster
    },
    // what the servers have on the path besides is not known here
    sharesRooms: () => true,
  })
  function send(name: string, payload: unknown, audience: Audience): void {
    sending = name
    sent.send(name, payload, audience)
    lookAfter()
  }
  const sender: Sender<NamespaceContract> = {
    to: (room: string | readonly string[]) => targetIn(room, send),
    emit: (event: string, payload?: unknown) => send(event, payload, {}),
  }
  return sender as unknown as Sender<N>
}
