import { expectTypeOf, test } from 'vitest'
import type { RequestTimeoutError } from '../client/sending/request-timeout-error.js'
import type { MigrationFlagError } from '../migration/index.js'
import type { NoClientError } from '../react/index.js'
import type { AliasError } from './alias/alias-error.js'
import type { DeclarationError } from './declaration-error.js'
import type { ContractError, ErrorCode } from './error.js'
import type { PayloadError, ReplyError, UnknownEventError } from './event/event-error.js'
import type { MembersError } from './room/members-error.js'
import type { RoomNameError } from './room/room-error.js'
import type { Issue, RefusalCode } from './wire/refusal.js'
import { RefusalError } from './wire/refusal-error.js'

test('each error says a code of its own', () => {
  expectTypeOf<AliasError['code']>().toEqualTypeOf<'ALIAS_NOT_APPLICABLE'>()
  expectTypeOf<DeclarationError['code']>().toEqualTypeOf<'CONTRACT_INVALID'>()
  expectTypeOf<PayloadError['code']>().toEqualTypeOf<'PAYLOAD_INVALID'>()
  expectTypeOf<ReplyError['code']>().toEqualTypeOf<'REPLY_INVALID'>()
  expectTypeOf<UnknownEventError['code']>().toEqualTypeOf<'EVENT_UNKNOWN'>()
  expectTypeOf<RoomNameError['code']>().toEqualTypeOf<'ROOM_INVALID'>()
})

test('ErrorCode is the code of every error but a refusal, whose codes are open', () => {
  type Own =
    | AliasError
    | DeclarationError
    | PayloadError
    | ReplyError
    | UnknownEventError
    | RoomNameError
    | MembersError
    | RequestTimeoutError
    | NoClientError
    | MigrationFlagError
  expectTypeOf<Own['code']>().toEqualTypeOf<ErrorCode>()
  expectTypeOf<RefusalError['code']>().toEqualTypeOf<RefusalCode>()
  expectTypeOf<'ROOM_FORBIDDEN'>().toExtend<RefusalCode>()
  expectTypeOf<'QUOTA_EXCEEDED'>().toExtend<RefusalCode>()
})

test('a code narrows an error', () => {
  const describe = (error: PayloadError | AliasError | UnknownEventError): void => {
    if (error.code === 'PAYLOAD_INVALID') expectTypeOf(error).toEqualTypeOf<PayloadError>()
    else if (error.code === 'ALIAS_NOT_APPLICABLE') expectTypeOf(error).toEqualTypeOf<AliasError>()
    else expectTypeOf(error).toEqualTypeOf<UnknownEventError>()
  }
  expectTypeOf(describe).returns.toEqualTypeOf<void>()
})

test('a refusal may say when to try again and what did not fit', () => {
  const refusal = new RefusalError('RATE_LIMITED', 'too many', { retryable: true, retryAfterMs: 500 })
  expectTypeOf(refusal.retryAfterMs).toEqualTypeOf<number | undefined>()
  expectTypeOf(refusal.issues).toEqualTypeOf<readonly Issue[] | undefined>()
  expectTypeOf(refusal).toExtend<ContractError>()
})
