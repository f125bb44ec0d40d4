import { type Command, CommandError } from '../command.js'
import { optionTable, paragraph } from '../help.js'
import { optionHelp, verifyOptions } from './options.js'
import { planOf } from './plan.js'
import { verifyJsonReport } from './report/json-report.js'
import { junitReport } from './report/junit-report.js'
import { outcomeOf } from './report/outcome.js'
import { planReport } from './report/plan-report.js'
import { verifyReport } from './report/verify-report.js'
import { chosenContract } from './target/chosen-contract.js'
import { loadClient } from './target/client-module.js'
import { modelOf } from './target/model.js'
import { roomTargets } from './target/room-target.js'
import { verify } from './verify.js'

const usage = `Usage: socket-canon verify <address> [options]

${paragraph(
  'Asks a live Socket.IO server everything a contract promises, and says what to change where it does not hold.',
)}

${optionTable(optionHelp)}

${paragraph('Exit codes: 0 every required check passed, 1 one did not or was not tested, 2 it could not run.')}`

/** Verifies a live back end against a contract. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'ask a live server everything a contract promises',
  usage,
  run: async (args, terminal) => {
    const options = verifyOptions(args, terminal.cwd, process.env)
    const { contract, namespace, only, format, lists, hasLegacy, tokens } = options
    const chosen = await chosenContract(terminal.cwd, contract, namespace)
    const model = modelOf(chosen, hasLegacy)
    const planned = planOf(model, only, options.origin !== undefined)
    if (lists) {
      terminal.out(planReport(planned, terminal))
      return 0
    }
    const targets = roomTargets(chosen.contract, { ...options, token: tokens.own })
    const client = await loadClient()
    const progress = (done: number, all: number, doing: string): void => terminal.err(`[${done}/${all}] ${doing}`)
    const began = performance.now()
    const checks = await guarded(() => verify({ options, model, planned, targets, client, progress }))
    const report = { path: model.path, url: options.url, ms: performance.now() - began, checks }
    const outcome = outcomeOf(checks, options.allowsUntested)
    const write = { text: verifyReport, json: verifyJsonReport, junit: junitReport }[format]
    terminal.out(withoutTokens(write(report, outcome, terminal), Object.values(tokens)))
    return outcome.passes ? 0 : 1
  },
}

/** Keeps what went wrong in here from showing a stack, or what a server said. */
async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`failed itself (${error instanceof Error ? error.name : 'unknown'}); nothing was judged`)
  }
}

// the report's own words may hold one that is shorter, which is replaced where it stands alone
const longToken = 8

/** Makes sure of what no report holds anyway; what was put in is not looked at again. */
function withoutTokens(text: string, tokens: readonly (string | undefined)[]): string {
  const given = tokens.filter((token): token is string => !!token).sort((one, other) => other.length - one.length)
  if (!given.length) return text
  const patterns = given.map((token) => {
    const literal = token.replace(/[^\w]/g, '\\$&')
    return token.length < longToken ? `(?<!\\w)${literal}(?!\\w)` : literal
  })
  return text.replace(new RegExp(patterns.join('|'), 'g'), '[token]')
}
