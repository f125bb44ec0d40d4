import { expectTypeOf, test } from 'vitest'
import { chatRoom, orderRoom, patientPharmacy, pharmacyRoom } from '../../patient-pharmacy.js'
import { type ParsedRoom, parseRoom } from './parsed-room.js'
import { defineRoom, type Room, type RoomFamily, type RoomIds, type RoomNameOf, type RoomParameter } from './room.js'

const seatRoom = defineRoom('seat:{hall}:{row}')

test('RoomParameter names what stands between braces', () => {
  expectTypeOf<RoomParameter<'chat:{roomId}'>>().toEqualTypeOf<'roomId'>()
  expectTypeOf<RoomParameter<'seat:{hall}:{row}'>>().toEqualTypeOf<'hall' | 'row'>()
  expectTypeOf<RoomParameter<'lobby'>>().toEqualTypeOf<never>()
})

test('RoomNameOf spells the names of a pattern', () => {
  expectTypeOf<RoomNameOf<'chat:{roomId}'>>().toEqualTypeOf<`chat:${string}`>()
  expectTypeOf<RoomNameOf<'seat:{hall}:{row}'>>().toEqualTypeOf<`seat:${string}:${string}`>()
  expectTypeOf<RoomNameOf<'chat:{roomId}:staff'>>().toEqualTypeOf<`chat:${string}:staff`>()
  expectTypeOf<RoomNameOf<'chat:{roomId}' | 'order:{orderId}'>>().toEqualTypeOf<`chat:${string}` | `order:${string}`>()
})

test('a builder takes as many ids as its pattern has and answers a name of it', () => {
  expectTypeOf(chatRoom).parameters.toEqualTypeOf<[id: string]>()
  expectTypeOf(chatRoom('r1')).toEqualTypeOf<`chat:${string}`>()
  expectTypeOf(seatRoom).parameters.toEqualTypeOf<[id: string, id: string]>()
  expectTypeOf(seatRoom('h1', 'r1')).toEqualTypeOf<`seat:${string}:${string}`>()
})

test('room infers its pattern and knows no other family', () => {
  expectTypeOf(seatRoom).toEqualTypeOf<Room<'seat:{hall}:{row}'>>()
  expectTypeOf(chatRoom).toExtend<RoomFamily>()
  expectTypeOf(chatRoom).not.toExtend<RoomFamily<'order:{orderId}'>>()
})

test('room refuses a pattern that can not be read, and says what is wrong', () => {
  type Given<Pattern extends string> = Parameters<typeof defineRoom<Pattern>>[0]
  type Brace = 'a brace belongs to no parameter: write parameters as {roomId}'
  expectTypeOf<Given<'a:{x'>>().toEqualTypeOf<Brace>()
  expectTypeOf<Given<'a:x}'>>().toEqualTypeOf<Brace>()
  expectTypeOf<Given<'a:{}'>>().toEqualTypeOf<Brace>()
  expectTypeOf<Given<'a:{x}:{y'>>().toEqualTypeOf<Brace>()
  expectTypeOf<Given<'a:{x{y}}'>>().toEqualTypeOf<Brace>()
  expectTypeOf<Given<'{a}{b}'>>().toEqualTypeOf<'two parameters need text between them'>()
  expectTypeOf<Given<''>>().toEqualTypeOf<"a room needs a pattern, such as 'chat:{roomId}'">()
  expectTypeOf<Given<'seat:{hall}:{row}'>>().toEqualTypeOf<'seat:{hall}:{row}'>()
  expectTypeOf<Given<'a:{x}:staff'>>().toEqualTypeOf<'a:{x}:staff'>()
  expectTypeOf<Given<string>>().toEqualTypeOf<string>()
  // @ts-expect-error a brace stays open
  defineRoom('a:{x')
  // @ts-expect-error nothing tells where one ends
  defineRoom('{a}{b}')
  // @ts-expect-error there is no pattern
  defineRoom('')
})

test('is narrows a name', () => {
  const name: string = chatRoom('r1')
  if (chatRoom.is(name)) expectTypeOf(name).toEqualTypeOf<`chat:${string}`>()
  else expectTypeOf(name).toEqualTypeOf<string>()
  const either: `chat:${string}` | `order:${string}` = orderRoom('o1')
  if (!chatRoom.is(either)) expectTypeOf(either).toEqualTypeOf<`order:${string}`>()
})

test('parse answers ids by parameter', () => {
  expectTypeOf(chatRoom.parse('chat:r1')).toEqualTypeOf<RoomIds<'chat:{roomId}'> | undefined>()
  expectTypeOf<RoomIds<'chat:{roomId}'>>().toEqualTypeOf<{ readonly roomId: string }>()
  expectTypeOf<RoomIds<'seat:{hall}:{row}'>>().toEqualTypeOf<{ readonly hall: string; readonly row: string }>()
})

test('parseRoom answers a room of the contract, discriminated by its pattern', () => {
  const parsed = parseRoom(patientPharmacy, 'pharmacy:p1')
  if (!parsed) return expectTypeOf(parsed).toEqualTypeOf<undefined>()
  switch (parsed.pattern) {
    case 'pharmacy:{pharmacyId}':
      expectTypeOf(parsed).toEqualTypeOf<ParsedRoom<'pharmacy:{pharmacyId}'>>()
      expectTypeOf(parsed.ids).toEqualTypeOf<{ readonly pharmacyId: string }>()
      expectTypeOf(parsed.name).toEqualTypeOf<`pharmacy:${string}`>()
      return expectTypeOf(parsed.room).toEqualTypeOf<RoomFamily<'pharmacy:{pharmacyId}'>>()
    case 'chat:{roomId}':
      return expectTypeOf(parsed.ids).toEqualTypeOf<{ readonly roomId: string }>()
    case 'dispatch:{dispatchId}':
      return expectTypeOf(parsed.ids).toEqualTypeOf<{ readonly dispatchId: string }>()
    case 'order:{orderId}':
      return expectTypeOf(parsed.ids).toEqualTypeOf<{ readonly orderId: string }>()
    default:
      return expectTypeOf(parsed).toEqualTypeOf<never>()
  }
})

test('parseRoom reads a name whatever it is', () => {
  expectTypeOf(parseRoom).parameter(1).toEqualTypeOf<unknown>()
  expectTypeOf(pharmacyRoom.pattern).toEqualTypeOf<'pharmacy:{pharmacyId}'>()
})
