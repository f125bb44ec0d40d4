import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'
import { pastVersionsIn } from '../../spec/diff/past/past-rows.js'
import { code, heading, overviewTable, type TableRow } from '../html/html.js'
import { eventsSpokenOtherwise } from '../older/past-words.js'
import { linkFrom, namespacePath, paths } from '../pages/page.js'

/** Shows which earlier versions of each namespace are served still, and of which events they speak otherwise; nothing where none is. */
export function servedPart({ namespaces }: ContractJson): string[] {
  const rows = Object.entries(namespaces).flatMap(([path, namespace]) =>
    pastVersionsIn(namespace)
      .reverse()
      .map((version) => versionRow(path, namespace, version)),
  )
  if (rows.length === 0) return []
  return [
    heading(2, 'about-versions', 'Versions that are served still', 'the versions that are served still'),
    '<p>Clients of these versions go on working: servers speak to each in the names and shapes that it knows. A version may go once nobody connects with it any more, as the figures of its servers say; then its rows are taken out.</p>',
    overviewTable('Earlier versions', ['Namespace', 'Version', 'Of today', 'Spoken of otherwise'], rows),
  ]
}

function versionRow(path: string, namespace: NamespaceJson, version: number): TableRow {
  const events = eventsSpokenOtherwise(namespace, version).map(
    ({ name, address }) => `<a href="${linkFrom(paths.changes, namespacePath(path), address)}">${code(name)}</a>`,
  )
  return {
    head: `<a href="${linkFrom(paths.changes, namespacePath(path))}">${code(path)}</a>`,
    cells: [
      { html: String(version), label: 'Version' },
      { html: String(namespace.version), label: 'Of today' },
      { html: events.join(', ') || 'nothing', label: 'Spoken of otherwise' },
    ],
  }
}
