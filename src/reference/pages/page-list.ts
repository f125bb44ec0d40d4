import type { ChangeFiles } from '../changes/changelog.js'
import { changesPage } from '../changes/changes-page.js'
import { filePage } from '../files/file-page.js'
import type { Guide } from '../guides/guide.js'
import { legacyPage } from '../older/legacy-page.js'
import { connectPage } from './connect-page.js'
import { errorPage } from './error-page.js'
import { fieldPage } from './field-page.js'
import { namespacePage } from './namespace-page.js'
import type { Page } from './page.js'
import { protocolPage } from './protocol-page.js'
import { membersOf, type Reference } from './reference.js'
import { systemPage } from './system-page.js'

/** Makes every page that is derived from the contract, but for the one to start with. */
export function referencePages(reference: Reference, changes?: ChangeFiles, guides?: readonly Guide[]): Page[] {
  const { contract } = reference
  return [
    ...Object.entries(contract.systems).map(([name, system]) => systemPage(reference, name, system)),
    ...membersOf(reference).map((member) => namespacePage(reference, member)),
    protocolPage(contract, reference.files),
    connectPage(reference),
    changesPage(reference, changes, guides),
    legacyPage(contract),
    errorPage(contract),
    fieldPage(contract),
    filePage(reference.files),
  ]
}
