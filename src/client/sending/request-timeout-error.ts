import { ContractError } from '../../contract/error.js'

/** Thrown where a request was not answered in time; it may have been done all the same. */
export class RequestTimeoutError extends ContractError<'REQUEST_TIMEOUT'> {
  override name = 'RequestTimeoutError'
  readonly code = 'REQUEST_TIMEOUT'
}
