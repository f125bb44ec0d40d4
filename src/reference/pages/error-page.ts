import type { ContractJson, ErrorCodeJson, ErrorSource } from '../../spec/contract-json.js'
import { block, code, escaped, heading, overviewTable, prose, type TableRow, wordList } from '../html/html.js'
import { linkFrom, type Page, paths } from './page.js'

const sources: Readonly<Record<ErrorSource, string>> = {
  server: 'the server, on the wire',
  client: "the client's binding",
  declaration: 'the package, where a contract is declared',
}

/** Makes the page of the error codes: what each means, whether to try again, and who says it. */
export function errorPage({ protocol }: ContractJson): Page {
  const body = block(
    '<div class="reference-page">',
    `<p class="lead">A reply that is a <a href="${linkFrom(paths.errors, paths.protocol, 'refusal')}">refusal</a>, <code>contract:refused</code> and the data of <code>connect_error</code> bear one of these codes. The list is open: treat a code you don't know by its <code>retryable</code>.</p>`,
    heading(2, 'about-codes', 'Codes', 'the codes'),
    '<p class="filter" data-for="error-table" data-label="Filter the codes"></p>',
    overviewTable(
      'Error codes',
      ['Code', 'What happened', 'Try again', 'Said by'],
      Object.entries(protocol.errorCodes).map(([name, error]) => errorRow(name, error)),
      'error-table',
    ),
    '</div>',
  )
  return {
    path: paths.errors,
    title: 'Error codes',
    group: 'Lookup',
    summary: 'What each error code means, whether to try again, and who says it.',
    body,
  }
}

function errorRow(name: string, { summary, retryable, raisedBy }: ErrorCodeJson): TableRow {
  const again = retryable ? '<span class="badge retry">yes</span>' : '<span class="badge optional">no</span>'
  const who = wordList(
    (raisedBy ?? []).map((source) => sources[source]),
    'or',
  )
  return {
    id: name,
    head: `<a class="self" href="#${escaped(name)}">${code(name)}</a>`,
    cells: [prose(summary), { html: again, label: 'Try again' }, { html: escaped(who), label: 'Said by' }],
  }
}
