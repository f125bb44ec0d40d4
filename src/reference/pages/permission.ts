import type { EventJson } from '../../spec/contract-json.js'
import { code, wordList } from '../html/html.js'
import { linkFrom, paths } from './page.js'

/** Returns in HTML who may send an event, or hear one that goes to everybody; nothing where the rooms it goes to say so. */
export function permissionWords(event: EventJson, page: string): string | undefined {
  const { direction, everybody, joins, within = [] } = event
  if (direction === 'serverToClient')
    return everybody ? 'heard by every client that was let in: no room and no role is asked for' : undefined
  const refused = `<a href="${linkFrom(page, paths.errors, 'ROOM_FORBIDDEN')}">${code('ROOM_FORBIDDEN')}</a>`
  if (joins.length > 0)
    return `for each room the server’s application says who may enter (${code('mayJoin')}); without its yes: ${refused}`
  if (within.length > 0) return `whoever is in ${wordList(within.map(code), 'or')}; anybody else is told ${refused}`
  return 'every client that was let in: the contract asks for no room and no role, and what else a user needs the handler of the server decides'
}
