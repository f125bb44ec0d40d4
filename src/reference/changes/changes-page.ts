import type { Guide } from '../guides/guide.js'
import { headingSlugs } from '../guides/slug.js'
import { block, code, escaped, heading, wordList } from '../html/html.js'
import { linkFrom, type Page, paths } from '../pages/page.js'
import type { Reference } from '../pages/reference.js'
import { type ChangeFiles, type ReleaseNotes, readChangelog, readChangeset } from './changelog.js'
import { byVersion, dateOf, type Milestone, milestonesOf } from './milestone.js'
import { servedPart } from './served-part.js'
import { teamTables } from './team-table.js'
import { timeline } from './timeline.js'

/** Makes the page for who plans: the version of today, what goes and who has to act until when, and what changed in each release. */
export function changesPage(reference: Reference, files: ChangeFiles = {}, guides: readonly Guide[] = []): Page {
  const { contract } = reference
  const notes = notesIn(files)
  const current = contract.package?.version
  const milestones = milestonesOf(contract)
  const ahead = milestones.filter(({ version }) => current === undefined || byVersion(version, current) > 0)
  const body = block(
    '<div class="reference-page">',
    '<p class="lead">Which version this is, what goes in which release, and what each team has to do until then.</p>',
    facts(reference, notes),
    heading(2, 'about-teams', 'Who does what, until when', 'who does what until when'),
    orders(ahead),
    guideLinks(guides),
    ...(ahead.some(({ namespaces }) => namespaces.some(({ names }) => names.length > 0)) ? stillUsing() : []),
    ...(ahead.length === 0
      ? ['<p>Nothing: no name and no event is announced to go.</p>']
      : ahead.map((milestone) => teamTables(reference, milestone, whenWords(dateOf(milestone.version, notes))))),
    ...servedPart(contract),
    heading(2, 'about-timeline', 'Timeline', 'the timeline'),
    '<p>The latest on top. A day stands only where the changelog says it.</p>',
    timeline(contract, notes),
    '</div>',
  )
  return {
    path: paths.changes,
    title: 'What changes when',
    group: 'Lookup',
    summary:
      'The version of today, what goes in which release, what each team does until then, and what changed in each release.',
    body,
  }
}

/** Writes the two orders: that in which a release is adopted, and that in which old names are left. */
function orders(ahead: readonly Milestone[]): string {
  const adopt =
    '<li>To adopt a new release of the contract: servers first, then clients, each when its team is ready.</li>'
  if (ahead.length === 0) return `<ul>${adopt}</ul>`
  const versions = wordList(ahead.map(({ version }) => escaped(version)))
  return block(
    `<ul>${adopt}`,
    `<li>Before old names go (${versions}): clients first, then servers.</li></ul>`,
    '<p>While both orders are kept, users notice no more than a short reconnection. An app that was not updated when names go still connects, but gets nothing under those names any more, and what it sends under them reaches nobody: its users see nothing new there. <code>legacy: true</code> in the code of a server means that it sends old names besides those of today, so that older apps go on working.</p>',
  )
}

/** Writes how it is seen who still uses an old name. */
function stillUsing(): string[] {
  return [
    heading(3, 'about-use', 'Who still uses old names', 'who still uses old names'),
    '<p>The servers see it. A server that has <code>observe</code> is told <code>declared: false</code> of each connection of an older app, and <code>legacyName</code> of each event that came under an old name. An app of today is told <code>legacyName</code> of each that a server sent so. Have the teams of servers count both, by name and by day: once both stay at nothing, nobody uses old names any more and they may go. Who is away all that time, as an app that nobody opened, is not counted.</p>',
  ]
}

/** Leads to the documents that tell how to move and to turn back, where there are any. */
function guideLinks(guides: readonly Guide[]): string {
  const links = guides.flatMap(({ page, title, text }) => {
    if (!moving.test(title)) return []
    const to = `<a href="${linkFrom(paths.changes, page)}">${escaped(title)}</a>`
    const slug = headingSlugs()
    const back = [...text.replace(/^```.*?^```/gms, '').matchAll(/^#{1,6} +(.+?)[ #]*$/gm)]
      .map(([, name = '']) => ({ name, id: slug(name.replaceAll('`', '')) }))
      .find(({ name }) => turning.test(name))
    const way =
      back && `<a href="${linkFrom(paths.changes, page, back.id)}">${escaped(back.name.replaceAll('`', ''))}</a>`
    return [`<li>${to}${way === undefined ? '' : `: ${way}`}</li>`]
  })
  return links.length === 0 ? '' : `<p>How it is done:</p><ul>${links.join('')}</ul>`
}

const moving = /\b(?:migrat|upgrad|evol|change (?:a|the) contract)/i
const turning = /\b(?:way back|go(?:ing)? back|roll(?:ing)? ?back|turn back)\b/i

function notesIn({ changelog = '', changesets = [] }: ChangeFiles): ReleaseNotes[] {
  const changes = changesets.map(readChangeset).filter((change) => change !== undefined)
  return [...(changes.length === 0 ? [] : [{ changes }]), ...readChangelog(changelog)]
}

function facts({ contract }: Reference, notes: readonly ReleaseNotes[]): string {
  const { package: { name, version } = {}, namespaces } = contract
  const date = version === undefined ? undefined : dateOf(version, notes)
  const versions = Object.entries(namespaces).map(([path, namespace]) => `${code(path)} ${namespace.version}`)
  const rows = [
    ...(name === undefined ? [] : [['Package', code(name)]]),
    [
      'Version of today',
      version === undefined ? 'none is named' : `${escaped(version)}${date === undefined ? '' : `, ${day(date)}`}`,
    ],
    ...(versions.length === 0 ? [] : [['Contract versions', versions.join(', ')]]),
  ]
  return `<dl class="facts">${rows.map(([term, is]) => `<div><dt>${term}</dt><dd>${is}</dd></div>`).join('')}</dl>`
}

function whenWords(date: string | undefined): string {
  return date === undefined ? 'No day is named for it yet.' : `It is dated ${day(date)}.`
}

/** Writes a day as a page shows it. */
export function day(date: string): string {
  return `<time datetime="${escaped(date)}">${escaped(date)}</time>`
}
