import type { LoadedContracts } from '../../build/load-contracts.js'
import { unsaidFields } from '../../build/prose/field-sentences.js'
import { eventsOf } from '../../contract/declaration.js'
import { directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import { CommandError } from '../command.js'
import { moduleOfEvent } from './event-place.js'

/**
 * Checks that every event and every field has a sentence.
 * @throws CommandError that names the first one without, and how many more there are
 */
export function checkProse({ loaded, contracts }: LoadedContracts): void {
  const events = contracts.flatMap(({ contract }) => directions.flatMap((direction) => eventsOf(contract, direction)))
  const unsaid = events.flatMap((event) => {
    const { sentenceOf } = loaded
    const fields = (['payload', 'reply'] as const).flatMap((part) =>
      unsaidFields(event[part], sentenceOf).map((path) => `${part}: the field ${path}`),
    )
    const own = sentenceOf(event) === undefined ? ['the event'] : []
    return [...own, ...fields].map((what) => ({ event, what }))
  })
  const [first, ...others] = unsaid
  if (!first) return
  const more = others.length ? ` (${others.length} more ${others.length === 1 ? 'has' : 'have'} none either)` : ''
  throw new CommandError(`${placeOf(first.event)}${first.what} has no comment: write /** ... */ above its key${more}`)

  function placeOf(event: EventContract): string {
    return `${moduleOfEvent(loaded, event)}: ${event.namespace} ${event.name}, `
  }
}
