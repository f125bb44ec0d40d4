import type { EventJson, MisfitJson } from '../../spec/contract-json.js'
import { withEdit } from '../../spec/misfit/edit.js'
import { codeBlock } from '../html/highlight.js'
import { block, code, wordList } from '../html/html.js'
import { linkFrom, paths } from './page.js'

/** Shows payloads that do not fit an event, each with what comes of it; nothing where none is known. */
export function misfitPart({ direction, example, misfits = [] }: EventJson, page: string): string[] {
  const error = `<a href="${linkFrom(page, paths.errors, 'PAYLOAD_INVALID')}"><code>PAYLOAD_INVALID</code></a>`
  const told =
    direction === 'clientToServer'
      ? `The server replies with the refusal that stands beside each, and does nothing else. Without an acknowledgement it comes as <code>contract:refused</code>.`
      : `<code>emit</code> throws ${error} at the server, and sends nothing. A client to which such a payload comes all the same notices ${error}, and calls no handler.`
  return [
    `<p>${direction === 'clientToServer' ? `Refused with ${error}. ` : ''}${told}</p>`,
    ...misfits.map((misfit) => oneMisfit(misfit, direction, example)),
  ]
}

function oneMisfit(misfit: MisfitJson, direction: EventJson['direction'], example: unknown): string {
  const { path, value } = misfit
  // as they travel: the place before what fits there
  const issues = misfit.issues.map(({ path, expected }) => ({ path, expected }))
  const isWhole = path.length === 0
  const error = { code: 'PAYLOAD_INVALID', message: 'the payload does not fit', retryable: false, issues }
  const answer = direction === 'clientToServer' ? { error } : { code: error.code, issues }
  return block(
    `<details class="misfit"><summary>${changeWords(misfit)}: ${wordList(issues.map(issueWords), 'and')}</summary>`,
    '<div class="compared">',
    `<div><p class="shown-title">Payload</p>${json(isWhole ? value : withEdit(example, path, value))}</div>`,
    `<div><p class="shown-title">${direction === 'clientToServer' ? 'Reply' : 'Error'}</p>${json(answer)}</div>`,
    '</div></details>',
  )
}

function changeWords({ path, value }: MisfitJson): string {
  if (path.length === 0) return `${code(JSON.stringify(value))} as the payload`
  const place = code(path.join('.'))
  return value === undefined ? `Without ${place}` : `${place} is ${code(JSON.stringify(value))}`
}

function issueWords({ path, expected }: MisfitJson['issues'][number]): string {
  return path.length === 0 ? `expected ${expected}` : `expected ${expected} at ${code(path.join('.'))}`
}

function json(value: unknown): string {
  return codeBlock('json', JSON.stringify(value, null, 2))
}
