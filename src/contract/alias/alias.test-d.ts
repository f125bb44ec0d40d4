import { expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import { messagingAliases } from '../../messaging.js'
import type { notificationsAliases } from '../../notifications.js'
import { type ChatMessage, type PatientPharmacy, patientPharmacyAliases } from '../../patient-pharmacy.js'
import { aliases as checked } from '../declaration.js'
import { accepting } from '../event/accepting.js'
import type { ReplyOf } from '../event/event-map.js'
import { type AliasTable, defineAliases } from './alias.js'
import { type CanonicalName, canonicalName, isLegacyName, type LegacyName, legacyNames } from './alias-name.js'

test('NEW_MESSAGE means what was received to a client and what to send to a server', () => {
  expectTypeOf(canonicalName(messagingAliases, 'serverToClient', 'NEW_MESSAGE')).toEqualTypeOf<'message:new'>()
  expectTypeOf(canonicalName(messagingAliases, 'clientToServer', 'NEW_MESSAGE')).toEqualTypeOf<'message:send'>()
})

test('canonicalName answers the canonical name of a legacy one, and any other as it is', () => {
  expectTypeOf(canonicalName(patientPharmacyAliases, 'serverToClient', 'new-message')).toEqualTypeOf<'chat:message'>()
  expectTypeOf(canonicalName(patientPharmacyAliases, 'serverToClient', 'chat:message')).toEqualTypeOf<'chat:message'>()
  expectTypeOf(canonicalName(patientPharmacyAliases, 'serverToClient', 'unheard-of')).toEqualTypeOf<'unheard-of'>()
  expectTypeOf<
    CanonicalName<typeof messagingAliases, 'clientToServer', 'EDIT_MESSAGE'>
  >().toEqualTypeOf<'message:edit'>()
})

test('canonicalName answers text for a name that is only known when it comes', () => {
  const name = String(Math.random())
  expectTypeOf(canonicalName(messagingAliases, 'serverToClient', name)).toEqualTypeOf<string>()
})

test('legacyNames answers the legacy names of a canonical one and no other', () => {
  expectTypeOf(legacyNames(messagingAliases, 'serverToClient', 'message:read')).toEqualTypeOf<
    ('MESSAGE_READ_UPDATE' | 'MESSAGE_READ_RECEIPT')[]
  >()
  expectTypeOf(legacyNames(messagingAliases, 'clientToServer', 'message:send')).toEqualTypeOf<'NEW_MESSAGE'[]>()
  expectTypeOf(legacyNames(patientPharmacyAliases, 'serverToClient', 'order:new')).toEqualTypeOf<'order:created'[]>()
  expectTypeOf(legacyNames(patientPharmacyAliases, 'serverToClient', 'chat:typing')).toEqualTypeOf<never[]>()
})

test('isLegacyName narrows a name to the legacy ones of its direction', () => {
  const name = String(Math.random())
  if (isLegacyName(messagingAliases, 'clientToServer', name))
    expectTypeOf(name).toEqualTypeOf<
      'NEW_MESSAGE' | 'TYPING_START' | 'TYPING_STOP' | 'MESSAGE_READ' | 'EDIT_MESSAGE' | 'DELETE_MESSAGE'
    >()
  expectTypeOf<LegacyName<typeof patientPharmacyAliases, 'clientToServer'>>().toEqualTypeOf<never>()
  expectTypeOf<LegacyName<typeof notificationsAliases, 'serverToClient'>>().toEqualTypeOf<never>()
})

test('a table keeps each legacy name with its canonical one', () => {
  const table = defineAliases<PatientPharmacy>()({
    serverToClient: { old: 'order:new', older: { of: 'order:updated', rename: { orderId: 'id' } } },
    clientToServer: { enter: 'chat:join' },
  })
  expectTypeOf(table).toEqualTypeOf<AliasTable<{ old: 'order:new'; older: 'order:updated' }, { enter: 'chat:join' }>>()
  expectTypeOf(patientPharmacyAliases).toExtend<AliasTable>()
})

test('a table that is checked has the type of one that is not', () => {
  expectTypeOf(checked).toEqualTypeOf(defineAliases)
})

test('a row takes the legacy payload as unknown and the canonical payload and reply as they are', () => {
  defineAliases<PatientPharmacy>()({
    serverToClient: {
      'new-message': {
        of: 'chat:message',
        up: (legacy) => {
          expectTypeOf(legacy).toEqualTypeOf<unknown>()
          return { content: legacy }
        },
        down: (message) => {
          expectTypeOf(message).toExtend<ChatMessage>()
          return { text: message.content }
        },
        when: ({ messageType }) => messageType === 'TEXT',
      },
    },
    clientToServer: {
      enter: {
        of: 'chat:join',
        reply: {
          down: (reply, payload) => {
            expectTypeOf(reply).toEqualTypeOf<ReplyOf<PatientPharmacy, 'clientToServer', 'chat:join'>>()
            expectTypeOf(payload).toEqualTypeOf<{ roomId: string }>()
            return reply.room
          },
        },
      },
    },
    unacknowledged: {
      'chat:join': {
        event: 'room-joined',
        down: (reply, payload) => {
          expectTypeOf(reply).toEqualTypeOf<{ room: string }>()
          expectTypeOf(payload).toEqualTypeOf<{ roomId: string }>()
          return payload
        },
      },
    },
  })
})

test('accepting types a legacy payload by its schema', () => {
  const up = accepting(z.object({ chatRoomId: z.string() }), (legacy) => {
    expectTypeOf(legacy).toEqualTypeOf<{ chatRoomId: string }>()
    return { roomId: legacy.chatRoomId }
  })
  expectTypeOf(up).toEqualTypeOf<(legacy: unknown) => { roomId: string }>()
  defineAliases<PatientPharmacy>()({ serverToClient: {}, clientToServer: { enter: { of: 'chat:join', up } } })
})
