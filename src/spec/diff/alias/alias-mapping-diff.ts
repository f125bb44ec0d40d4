import type { Direction } from '../../../contract/event/direction.js'
import type { AliasJson } from '../../alias/alias-json.js'
import type { Comparison } from '../comparison.js'
import type { FindingDraft, Place, Sufferer } from '../report/finding.js'

const mapped = ['rename', 'heard', 'bare'] as const
const shaped = ['up', 'down', 'when', 'reply'] as const

/** Compares how an old name spells the payload of its event. */
export function diffMapping(
  before: AliasJson,
  after: AliasJson,
  place: Place & { direction: Direction },
  add: Comparison['add'],
): void {
  const fields = mapped.filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
  if (fields.length) add(respelled(before, after, fields, place))
  const functions = shaped.filter((key) => before[key] !== after[key])
  if (functions.length)
    add({
      rule: 'M04',
      place,
      words: `its ${functions.map((key) => `function \`${key}\` was ${after[key] ? 'added' : 'removed'}`).join(', its ')}`,
      breaks: ['new-server-old-client'],
      unknown: ["what a function makes of a payload can't be read off the data"],
      detail: functions.map((key) => [key, after[key]]),
    })
  diffReply(before, after, place, add)
  if (before.notes !== after.notes) add({ rule: 'T04', place, words: 'its description changed', bump: 'patch' })
}

/** Compares the other form of a reply, where both releases tell of it as data. */
function diffReply(before: AliasJson, after: AliasJson, place: Place, add: Comparison['add']): void {
  const [old, next] = [before.replyForm, after.replyForm]
  if (!old || !next) return
  const parts = (['up', 'down', 'failed'] as const).filter(
    (key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]),
  )
  if (!parts.length) return
  add({
    rule: 'M04',
    place: { ...place, part: 'reply' },
    words: `the older form of its reply changed: ${parts.map((key) => `\`${key}\``).join(', ')}`,
    breaks: [
      ...(parts.includes('down') ? (['new-server-old-client'] as const) : []),
      ...(parts.some((key) => key !== 'down') ? (['old-server-new-client'] as const) : []),
    ],
    unknown: ['which fields of a reply old ends read or send is not in the data'],
    detail: parts.map((key) => [key, next[key] ?? null]),
  })
}

/**
 * Reports another spelling of fields under an old name. Who hears the name reads `rename`, `heard` and `bare`; a server sends
 * by `rename` and `bare`, and no client of a contract sends old names.
 */
function respelled(
  before: AliasJson,
  after: AliasJson,
  fields: readonly (typeof mapped)[number][],
  place: Place & { direction: Direction },
): FindingDraft {
  const isBareOther = fields.includes('bare')
  const readsLess = isBareOther || !holdsAll({ ...before.heard, ...before.rename }, { ...after.heard, ...after.rename })
  const sendsOther = isBareOther || fields.includes('rename')
  const fromServer = place.direction === 'serverToClient'
  const breaks: Sufferer[] = fromServer
    ? [
        ...(sendsOther ? (['new-server-old-client'] as const) : []),
        ...(readsLess ? (['old-server-new-client'] as const) : []),
      ]
    : readsLess
      ? ['new-server-old-client']
      : []
  return {
    rule: 'M03',
    place: { ...place, part: 'payload' },
    words: `maps its fields otherwise: ${fields.map((key) => `\`${key}\` has ${spellingWords(after[key])} now, it had ${spellingWords(before[key])}`).join('; ')}`,
    breaks,
    advice: spellingAdvice(breaks, fromServer, isBareOther),
    detail: fields.map((key) => after[key] ?? null),
  }
}

function spellingAdvice(breaks: readonly Sufferer[], fromServer: boolean, isBareOther: boolean): string {
  if (!breaks.length) return ''
  if (!fromServer) return 'old clients send the old spelling: keep it under `heard`'
  if (!breaks.includes('new-server-old-client'))
    return 'servers from before the contract send that spelling: keep it under `heard` until none is left'
  const kept = 'old clients read the old spelling: keep it until the alias goes'
  return breaks.length > 1 && !isBareOther
    ? `${kept}; or move it to \`heard\` for a release, as the plan shows, and drop it there in the next`
    : kept
}

/** Puts into words how fields are spelled, or which one is bare. */
export function spellingWords(spelling: string | { readonly [legacy: string]: string } | undefined): string {
  if (typeof spelling === 'string') return `\`${spelling}\``
  const pairs = Object.entries(spelling ?? {}).map(([legacy, field]) => `\`${legacy}\` as \`${field}\``)
  return pairs.length ? pairs.join(', ') : 'nothing'
}

/** Returns whether one mapping has all that another has. */
export function holdsAll(before: object, after: object): boolean {
  return Object.entries(before).every(([name, of]) => (after as Record<string, unknown>)[name] === of)
}
