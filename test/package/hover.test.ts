import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { writeProject } from './project.js'

const code = `
import { io, type Socket } from 'socket.io-client'
import type {
  OrderNew,
  OrderStatus,
  PatientPharmacyClientToServerEvents,
  PatientPharmacyServerToClientEvents,
} from 'socket-canon/patient-pharmacy'
import type { Client } from 'socket-canon/client'
import { orderRoom, type PatientPharmacy, patientPharmacy } from 'socket-canon/patient-pharmacy'
import { useEvent, useRequest } from 'socket-canon/react'
import type { Sender } from 'socket-canon/server'

export function ordered(order: OrderNew) {
  return order./*field*/quantity
}
export const status: /*enumeration*/OrderStatus = 'PENDING'
export const stands = (order: OrderNew) => order./*value*/status
const socket: Socket<PatientPharmacyServerToClientEvents, PatientPharmacyClientToServerEvents> = io()
socket.on('order:new', (order) => order./*received*/quantity)
socket.on('order:new', (order) => order.pharmacy./*deep*/name)
export type Heard = PatientPharmacyServerToClientEvents[/*mapped*/'order:new']
export const handlers: Partial<PatientPharmacyServerToClientEvents> = { /*handler*/'order:new': () => undefined }
export const declared = patientPharmacy.serverToClient[/*declared*/'order:new']
export const contract = /*contract*/patientPharmacy
declare const sender: Sender<PatientPharmacy>
declare const client: Client<PatientPharmacy>
export const target = sender./*to*/to(orderRoom('o1'))
target./*emit*/emit(/*to a room*/'order:updated', { id: 'o1', status: 'PENDING', updatedAt: '' })
client./*on*/on(/*heard*/'order:new', (order) => order.quantity)
client./*told*/emit(/*sent*/'chat:typing', { roomId: 'r1', isTyping: true })
void client./*request*/request(/*asked*/'chat:join', { roomId: 'r1' })
export function Component() {
  /*hook*/useEvent(patientPharmacy, /*heard by a component*/'order:new', (order) => order.quantity)
  return /*asking*/useRequest(patientPharmacy, /*asked by a component*/'chat:join').pending
}
`

let service: ts.LanguageService
let file: string
const placeOf = (mark: string) => code.indexOf(`/*${mark}*/`) + mark.length + 4
const sentence = (mark: string) =>
  ts.displayPartsToString(service.getQuickInfoAtPosition(file, placeOf(mark))?.documentation)
const signature = (mark: string) =>
  ts.displayPartsToString(service.getQuickInfoAtPosition(file, placeOf(mark))?.displayParts)

beforeAll(() => {
  const links = ['socket.io', 'socket.io-client', '@types/node', 'react', '@types/react', 'csstype']
  const folder = writeProject('hover', { 'hover.mts': code }, links)
  file = join(folder, 'hover.mts')
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
  }
  service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) =>
      ts.sys.fileExists(path) ? ts.ScriptSnapshot.fromString(readFileSync(path, 'utf8')) : undefined,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  })
})

test('the language service of an outside project finds nothing wrong', () => {
  const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)]
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
})

test.for([
  ['a field of a payload', 'field', 'How many packs were ordered.'],
  ['a field of a payload that a typed socket hears', 'received', 'How many packs were ordered.'],
  ['a field within a field', 'deep', 'The name the pharmacy trades under.'],
  ['an event in the map', 'mapped', 'A patient placed an order.'],
  ['an event in an object of handlers', 'handler', 'A patient placed an order.'],
  ['an event of the contract', 'declared', 'A patient placed an order.'],
] as const)('the language service of an outside project says the sentence of %s', ([, mark, expected]) => {
  expect(sentence(mark)).toBe(expected)
})

test.for(['enumeration', 'value'])(
  'the language service of an outside project says what values mean at the %s',
  (mark) => {
    expect(sentence(mark)).toContain('- `CONFIRMED`: The pharmacy accepted the order. Next: `PREPARING`, `CANCELLED`.')
  },
)

test('the language service of an outside project says the sentence of the contract', () => {
  expect(sentence('contract')).toMatch(/^The contract of `\/patient-pharmacy`/)
})

test('the language service of an outside project offers the events by name where one is listened to', () => {
  const at = code.indexOf("socket.on('order:new'") + "socket.on('".length
  const offered = service.getCompletionsAtPosition(file, at, undefined)?.entries.map(({ name }) => name)
  expect(offered).toContain('dispatch:updated')
})

test.for([
  ['to a room', ['dispatch:updated', 'order:updated']],
  ['heard', ['chat:message', 'chat:typing', 'dispatch:updated', 'order:new', 'order:updated']],
  ['sent', ['chat:typing']],
  ['asked', ['chat:join', 'chat:leave', 'join', 'leave']],
  ['heard by a component', ['chat:message', 'chat:typing', 'dispatch:updated', 'order:new', 'order:updated']],
  ['asked by a component', ['chat:join', 'chat:leave', 'join', 'leave']],
] as const)('the language service of an outside project offers the events that may be %s', ([mark, events]) => {
  const offered = service.getCompletionsAtPosition(file, placeOf(mark) + 1, undefined)?.entries
  expect(offered?.map(({ name }) => name).sort()).toEqual(events)
})

test.for([
  ['to', 'Target<PatientPharmacy, `order:'],
  ['emit', 'emit<"order:updated">(event: "order:updated", payload: OrderUpdated): void'],
  ['on', 'on<"order:new">(event: "order:new", handler: (payload: OrderNew) => void): () => void'],
  ['told', 'emit<"chat:typing">(event: "chat:typing", payload: ChatTypingInput): boolean'],
  ['request', 'request<"chat:join">(event: "chat:join", payload: ChatJoinInput, '],
  ['hook', 'useEvent<PatientPharmacy, "order:new">(contract: PatientPharmacy, event: "order:new", '],
  ['asking', 'RequestHandle<PatientPharmacy, "chat:join">'],
] as const)(
  'the language service of an outside project shows the signature of %s with the names of its types',
  ([mark, expected]) => {
    expect(signature(mark)).toContain(expected)
  },
)
