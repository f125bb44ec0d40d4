import { ContractError } from '../error.js'

/** Thrown where a process did not say in time who is in a room: what the others said is no answer. */
export class MembersError extends ContractError<'MEMBERS_INCOMPLETE'> {
  override name = 'MembersError'
  readonly code = 'MEMBERS_INCOMPLETE'
}
