import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeProject } from './project.js'

const code = `
import { io, type Socket } from 'socket.io-client'
import type {
  OrderNew,
  PatientPharmacyClientToServerEvents,
  PatientPharmacyServerToClientEvents,
} from 'socket-canon/patient-pharmacy'
import { patientPharmacy } from 'socket-canon/patient-pharmacy'

export function ordered(order: OrderNew) {
  return order./*field*/quantity
}
const socket: Socket<PatientPharmacyServerToClientEvents, PatientPharmacyClientToServerEvents> = io()
socket.on('order:new', (order) => order./*received*/quantity)
socket.on('order:new', (order) => order.pharmacy./*deep*/name)
export type Heard = PatientPharmacyServerToClientEvents[/*mapped*/'order:new']
export const handlers: Partial<PatientPharmacyServerToClientEvents> = { /*handler*/'order:new': () => undefined }
export const declared = patientPharmacy.serverToClient[/*declared*/'order:new']
export const contract = /*contract*/patientPharmacy
`

describe('the language service of an outside project', () => {
  let service: ts.LanguageService
  let file: string
  const sentence = (mark: string) => {
    const at = code.indexOf(`/*${mark}*/`) + mark.length + 4
    return ts.displayPartsToString(service.getQuickInfoAtPosition(file, at)?.documentation)
  }

  beforeAll(() => {
    const folder = writeProject('hover', { 'hover.mts': code }, ['socket.io', 'socket.io-client', '@types/node'])
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

  it('finds nothing wrong', () => {
    const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)]
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })

  it.for([
    ['a field of a payload', 'field', 'How many packs were ordered.'],
    ['a field of a payload that a typed socket hears', 'received', 'How many packs were ordered.'],
    ['a field within a field', 'deep', 'The name it trades under.'],
    ['an event in the map', 'mapped', 'A patient placed an order.'],
    ['an event in an object of handlers', 'handler', 'A patient placed an order.'],
    ['an event of the contract', 'declared', 'A patient placed an order.'],
  ] as const)('says the sentence of %s', ([, mark, expected]) => {
    expect(sentence(mark)).toBe(expected)
  })

  it('says the sentence of the contract', () => {
    expect(sentence('contract')).toMatch(/^Is the contract of `\/patient-pharmacy`/)
  })

  it('offers the events by name where one is listened to', () => {
    const at = code.indexOf("socket.on('order:new'") + "socket.on('".length
    const offered = service.getCompletionsAtPosition(file, at, undefined)?.entries.map(({ name }) => name)
    expect(offered).toContain('dispatch:updated')
  })
})
