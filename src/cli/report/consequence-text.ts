import type { Finding } from '../../spec/diff/report/finding.js'
import { whereWords } from './finding-text.js'

const shownGroups = 4
const shownPlaces = 4

/** What follows from a change, in lines: the same change in other places, and other changes it makes. */
export interface ConsequenceLine {
  readonly isSame: boolean
  readonly text: string
}

/** Lists what follows from a change, a line for each kind of it. */
export function consequenceLines(finding: Finding): ConsequenceLine[] {
  const groups = new Map<string, Finding[]>()
  for (const each of finding.consequences) groups.set(each.words, [...(groups.get(each.words) ?? []), each])
  const lines = [...groups].map(([words, members]): ConsequenceLine => {
    const places = placesOf(members, finding)
    return { isSame: words === finding.words, text: words === finding.words ? places : `${places}: ${words}` }
  })
  const shown = lines.sort((one, other) => Number(other.isSame) - Number(one.isSame)).slice(0, shownGroups)
  return lines.length > shown.length
    ? [...shown, { isSame: false, text: `and ${lines.length - shown.length} more; --json lists all` }]
    : shown
}

/** Names places, the namespace where it is another than that of the cause. */
function placesOf(members: readonly Finding[], { place: { namespace } }: Finding): string {
  const names = [...new Set(members.map((each) => nameOf(each, namespace)))]
  const more = names.length > shownPlaces ? ` and ${names.length - shownPlaces} more` : ''
  return names.slice(0, shownPlaces).join(', ') + more
}

function nameOf(finding: Finding, namespace: string | undefined): string {
  const where = whereWords(finding)
  return finding.place.namespace === namespace && where.startsWith(`${namespace} `)
    ? where.slice(`${namespace} `.length)
    : where
}
