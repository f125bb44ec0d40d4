import { block, code, escaped, heading, overviewTable, type TableRow } from '../html/html.js'
import type { Alias } from '../older/alias-words.js'
import { aliasId, linkFrom, namespacePath, paths } from '../pages/page.js'
import type { Reference } from '../pages/reference.js'
import { type Milestone, type NamespaceChange, type Retiring, untilAddress } from './milestone.js'

/** Shows what the teams at both ends of each system do until a release, and the names that go in it. */
export function teamTables({ contract }: Reference, { version, namespaces }: Milestone, when: string): string {
  const { systems } = contract
  const known = Object.values(systems).map(({ title, namespaces: members }) => ({
    title,
    own: namespaces.filter(({ path }) => members.includes(path)),
  }))
  const others = namespaces.filter(({ path }) =>
    Object.values(systems).every((each) => !each.namespaces.includes(path)),
  )
  const rest = { title: known.length === 0 ? 'All namespaces' : 'Other namespaces', own: others }
  return block(
    heading(3, untilAddress(version), `Until ${escaped(version)}`, `what to do until ${version}`),
    `<p>${when} What is below goes in this release: have it done at both ends before either is updated to it. Before names go, clients are first.</p>`,
    ...[...known, rest].flatMap(({ title, own }) =>
      own.length === 0
        ? []
        : [overviewTable(title, ['Namespace', 'Teams of clients', 'Teams of servers', 'What goes'], own.map(teamRow))],
    ),
  )
}

function teamRow(change: NamespaceChange): TableRow {
  const { path, names, events } = change
  const [down, up] = [names.filter(isDown), names.filter((alias) => !isDown(alias))]
  const client = [
    ...(down.length === 0 ? [] : [`Handle the events of today in place of ${counted(down.length)}.`]),
    ...(up.length === 0 ? [] : [`Send the events of today in place of ${counted(up.length)}.`]),
    ...events.map(replacing),
  ]
  const sent = down.filter(({ emit }) => emit)
  const server = [
    ...(sent.length === 0
      ? []
      : [`Keep <code>legacy: true</code> until no client waits for ${counted(sent.length)}, then take it out.`]),
    ...(up.length === 0 ? [] : [`Take ${counted(up.length)} from clients until none sends them.`]),
    ...(sent.length + up.length === 0 && names.length > 0 ? ['Nothing: no server of today sends the old names.'] : []),
    ...events.map(replacing),
  ]
  return {
    head: `<a href="${linkFrom(paths.changes, namespacePath(path))}">${code(path)}</a>`,
    cells: [
      { html: client.join(' '), label: 'Teams of clients' },
      { html: server.join(' '), label: 'Teams of servers' },
      { html: goingList(change), label: 'What goes' },
    ],
  }
}

function goingList({ path, names, events }: NamespaceChange): string {
  const rows = [
    ...events.map(
      ({ name, address }) =>
        `<li><a href="${linkFrom(paths.changes, namespacePath(path), address)}">${code(name)}</a></li>`,
    ),
    ...names.map((alias) => {
      const to = linkFrom(paths.changes, paths.legacy, aliasId(path, alias))
      return `<li><a href="${to}">${code(alias.legacy)}</a>, now ${code(alias.of)}</li>`
    }),
  ]
  const count = `${rows.length} ${rows.length === 1 ? 'name' : 'names'}`
  return `<details class="givers"><summary>${count}</summary><ul>${rows.join('')}</ul></details>`
}

function replacing({ name, replacedBy }: Retiring): string {
  return replacedBy === undefined ? `Do without ${code(name)}.` : `Use ${code(replacedBy)} in place of ${code(name)}.`
}

function isDown({ direction }: Alias): boolean {
  return direction === 'serverToClient'
}

function counted(count: number): string {
  return count === 1 ? 'one old name' : `${count} old names`
}
