import type { Observation } from '../../contract/observation.js'
import type { Command } from '../command.js'
import { contractSources } from '../contract-sources.js'
import { optionTable, paragraph } from '../help.js'
import { paintFor } from '../report/paint.js'
import type { Terminal } from '../terminal.js'
import { menuItems, menuText } from './mock-menu.js'
import { type MockCommandOptions, mockOptionHelp, mockOptions } from './mock-options.js'
import { type RunningMock, startMock } from './mock-server.js'
import { trafficJson, trafficLine } from './traffic-line.js'

const usage = `Usage: socket-canon mock [contract.json] [options]

${paragraph(
  'Serves contracts from their examples, for a front end without a back end: every question is answered, rooms are entered, old clients are served, and a key, a time or a call sends what the server would.',
)}

${optionTable(mockOptionHelp)}

${paragraph(
  'Over HTTP: POST /emit { event, room?, payload?, namespace? } sends an event, POST /refuse { event, code } has one refused until no code is given, POST /latency { ms } and POST /drop do what they say, GET / lists the events.',
)}

${paragraph('Marked fields are never shown. Exit codes: 0 it was ended, 2 it could not run.')}`

/** Serves contracts from their examples. */
export const mockCommand: Command = {
  name: 'mock',
  summary: 'serve a contract from its examples, without a back end',
  usage,
  run: async (args, terminal) => {
    const options = mockOptions(args)
    const sources = await contractSources(terminal.cwd, options)
    const paint = paintFor(terminal.hasColour)
    const observe = (observation: Observation): void => {
      const line = options.isJson
        ? trafficJson(observation, new Date())
        : trafficLine(observation, { paint, columns: terminal.columns }, new Date())
      if (line !== undefined) terminal.out(line)
    }
    const running = await startMock(sources, options, observe)
    if (!options.isJson) {
      terminal.out(
        `${paint.bold('socket-canon mock')} on ${running.url}${terminal.keys ? '' : '   (Ctrl-C ends it)'}\n`,
      )
      terminal.out(menuText(running.mock.namespaces, { paint, columns: terminal.columns, hasKeys: !!terminal.keys }))
      terminal.out('')
    } else terminal.out(JSON.stringify({ url: running.url, namespaces: running.mock.namespaces }))
    const forgetKeys = terminal.keys?.(controls(running, terminal, options))
    const interval =
      options.intervalMs === undefined ? undefined : setInterval(rotation(running, terminal), options.intervalMs)
    await terminal.stopped?.()
    clearInterval(interval)
    forgetKeys?.()
    await running.close()
    return 0
  },
}

/** Returns what keys do. */
function controls({ mock }: RunningMock, terminal: Terminal, options: MockCommandOptions): (key: string) => void {
  const items = menuItems(mock.namespaces)
  const paint = paintFor(terminal.hasColour)
  const say = (text: string): void => terminal.out(paint.yellow(text))
  let latencyMs = options.latencyMs ?? 0
  let isRefusing = false
  const slower = (toMs: number): void => {
    latencyMs = toMs
    mock.delay(latencyMs)
    say(`each answer takes ${latencyMs} ms`)
  }
  const commands: Readonly<Record<string, () => void>> = {
    '?': () => terminal.out(menuText(mock.namespaces, { paint, columns: terminal.columns, hasKeys: true })),
    '+': () => slower(latencyMs ? latencyMs * 2 : 250),
    '-': () => slower(latencyMs > 250 ? latencyMs / 2 : 0),
    '/': () => say(`dropped ${mock.drop()}`),
    '!': () => {
      isRefusing = !isRefusing
      for (const { path, answers } of mock.namespaces)
        for (const event of answers) mock.refuse(event, isRefusing ? 'HANDLER_FAILED' : undefined, path)
      say(isRefusing ? 'every event is refused with HANDLER_FAILED; ! ends it' : 'events are answered again')
    },
  }
  return (key) => {
    const item = items.find((each) => each.key === key)
    if (!item) return commands[key]?.()
    try {
      if (!mock.emit(item.event, { namespace: item.namespace }).length) say(`${item.event}: nobody is there to hear it`)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      say(`${item.event}: ${error.message}`)
    }
  }
}

/** Returns what sends one event after the other; of one that can't be made it tells once. */
function rotation({ mock }: RunningMock, terminal: Terminal): () => void {
  let items = menuItems(mock.namespaces)
  let next = 0
  return () => {
    // what nobody hears now is passed over
    for (const _ of items) {
      const item = items[next++ % items.length]
      if (!item) return
      try {
        if (mock.emit(item.event, { namespace: item.namespace }).length) return
      } catch (error) {
        if (!(error instanceof Error)) throw error
        items = items.filter((each) => each !== item)
        terminal.err(`${item.event}: ${error.message}`)
      }
    }
  }
}
