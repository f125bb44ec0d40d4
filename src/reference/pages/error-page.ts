import type { ContractJson, ErrorCodeJson, ErrorSource, ErrorWay } from '../../spec/contract-json.js'
import { block, code, escaped, heading, overviewTable, prose, type TableRow, wordList } from '../html/html.js'
import { linkFrom, namespacePath, type Page, paths } from './page.js'
import { isGivenByEvents, mayBeRefusedWith } from './refusal-rules.js'

const sources: Readonly<Record<ErrorSource, string>> = {
  server: 'the server',
  client: "the client's binding",
  declaration: 'the package, where a contract is declared',
}

const ways: Readonly<Record<ErrorWay, string>> = {
  reply: 'in place of a reply, or as <code>contract:refused</code>',
  connection: 'as the data of <code>connect_error</code>, or as <code>contract:refused</code>',
  room: 'as <code>contract:left</code>',
}

/** Makes the page of the error codes: which travel and which events give them, what each comes from, and what to do. */
export function errorPage(contract: ContractJson): Page {
  const codes = Object.entries(contract.protocol.errorCodes)
  const travelling = codes.filter(([, { travels = [] }]) => travels.length > 0)
  const others = codes.filter(([, { travels = [] }]) => travels.length === 0)
  const refusal = linkFrom(paths.errors, paths.protocol, 'refusal')
  const body = block(
    '<div class="reference-page">',
    `<p class="lead">A <a href="${refusal}">refusal</a> bears one of these codes. The list is open: treat a code you don't know by its <code>retryable</code>.</p>`,
    '<p class="filter" data-for="error-table" data-label="Filter the codes that travel"></p>',
    ...(travelling.length === 0
      ? []
      : [
          heading(2, 'about-wire', 'On the wire', 'the codes on the wire'),
          '<p>What a server sends. An application may refuse in words of its own, with any of these codes or another one.</p>',
          overviewTable(
            'Error codes that travel',
            ['Code', 'Cause', 'Remedy', 'Comes'],
            travelling.map(([name, error]) => wireRow(contract, name, error)),
            'error-table',
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          heading(2, 'about-codes', 'Not on the wire', 'the codes that do not travel'),
          '<p>What the package says to the application that uses it.</p>',
          overviewTable(
            'Error codes that do not travel',
            ['Code', 'Cause', 'Remedy', 'Said by'],
            others.map(([name, error]) => localRow(name, error)),
            travelling.length === 0 ? 'error-table' : undefined,
          ),
        ]),
    '</div>',
  )
  return {
    path: paths.errors,
    title: 'Error codes',
    group: 'Lookup',
    summary: 'Which error codes travel, which events give them, what each comes from, and what to do about it.',
    body,
  }
}

function wireRow(contract: ContractJson, name: string, error: ErrorCodeJson): TableRow {
  const { summary, remedy = '', travels = [] } = error
  const events = travels.includes('reply') ? eventsGiving(contract, name) : ''
  const comes = `${wordList(
    travels.map((way) => ways[way]),
    'or',
  )}${events}`
  return {
    id: name,
    head: headOf(name, error),
    cells: [prose(summary), { html: prose(remedy), label: 'Remedy' }, { html: comes, label: 'Comes' }],
  }
}

function localRow(name: string, error: ErrorCodeJson): TableRow {
  const { summary, remedy = '', raisedBy } = error
  const who = wordList(
    (raisedBy ?? []).map((source) => sources[source]),
    'or',
  )
  return {
    id: name,
    head: headOf(name, error),
    cells: [prose(summary), { html: prose(remedy), label: 'Remedy' }, { html: escaped(who), label: 'Said by' }],
  }
}

function headOf(name: string, { retryable }: ErrorCodeJson): string {
  const again = retryable
    ? '<span class="badge retry">may succeed later</span>'
    : '<span class="badge optional">don’t try again</span>'
  return `<a class="self" href="#${escaped(name)}">${code(name)}</a><span class="badges">${again}</span>`
}

function eventsGiving({ namespaces }: ContractJson, name: string): string {
  if (!isGivenByEvents(name)) return ''
  const all = Object.entries(namespaces).flatMap(([path, { clientToServer }]) =>
    Object.entries(clientToServer).map(([event, json]) => ({ path, event, json })),
  )
  const giving = all.filter(({ json }) => mayBeRefusedWith(name, json))
  if (giving.length === 0) return '; no event of this contract gives it'
  if (giving.length === all.length) return '; every event from a client gives it'
  const byPath = Object.keys(namespaces).flatMap((path) => {
    const links = giving
      .filter((each) => each.path === path)
      .map(
        ({ event, json }) =>
          `<a href="${linkFrom(paths.errors, namespacePath(path), json.address)}">${code(event)}</a>`,
      )
    return links.length === 0 ? [] : [`<li>${code(path)}: ${links.join(', ')}</li>`]
  })
  const count = `${giving.length} ${giving.length === 1 ? 'event' : 'events'}`
  return `<details class="givers"><summary>${count}</summary><ul>${byPath.join('')}</ul></details>`
}
