import type { ContractJson, ErrorSource } from '../../spec/contract-json.js'
import { block, code, escaped, heading, prose, wordList } from '../html/html.js'
import { addressesIn, linkFrom, type Page, paths } from './site-map.js'

const sources: Readonly<Record<ErrorSource, string>> = {
  server: 'the server, on the wire',
  client: "the client's binding",
  declaration: 'the package, where a contract is declared',
}

/** Makes the page of the error codes: what each means, whether to try again, and who says it. */
export function errorPage({ protocol }: ContractJson): Page {
  const rows = Object.entries(protocol.errorCodes).map(([name, { summary, retryable, raisedBy }]) => {
    const again = retryable ? '<span class="badge retry">yes</span>' : '<span class="badge optional">no</span>'
    const who = wordList(
      raisedBy.map((source) => sources[source]),
      'or',
    )
    return `<tr role="row" id="${escaped(name)}"><th role="rowheader" scope="row"><a class="self" href="#${escaped(name)}">${code(name)}</a></th><td role="cell">${prose(summary)}</td><td role="cell" data-label="Try again">${again}</td><td role="cell" data-label="Said by">${escaped(who)}</td></tr>`
  })
  const body = block(
    '<div class="reference-page">',
    `<p class="lead">A reply that is a <a href="${linkFrom(paths.errors, paths.protocol, 'refusal')}">refusal</a>, <code>contract:refused</code> and the data of <code>connect_error</code> bear one of these codes. The list is open: treat a code you don't know by its <code>retryable</code>.</p>`,
    heading(2, 'about-codes', 'Codes', 'the codes'),
    '<p class="filter" data-for="error-table" data-label="Filter the codes"></p>',
    '<div class="overview"><table role="table" id="error-table"><caption>Error codes</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Code</th><th role="columnheader" scope="col">What happened</th><th role="columnheader" scope="col">Try again</th><th role="columnheader" scope="col">Said by</th></tr></thead>',
    `<tbody role="rowgroup">${rows.join('\n')}</tbody></table></div></div>`,
  )
  return {
    path: paths.errors,
    title: 'Error codes',
    group: 'Lookup',
    summary: 'What each error code means, whether to try again, and who says it.',
    body,
    addresses: addressesIn(body),
  }
}
