import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from '../cli/command.js'
import { scanVocabulary, type WantedContract } from '../cli/scan/scan-contracts.js'
import type { Vocabulary } from '../scan/vocabulary/vocabulary.js'
import type { LintContext } from './lint-context.js'

interface ContractOptions {
  readonly contract?: WantedContract | readonly WantedContract[]
  readonly release?: string
}

interface ReadVocabulary {
  readonly wanted: readonly WantedContract[]
  readonly release: string | undefined
  readonly cwd: string
  /** When its files were changed last. */
  readonly changed: string
  readonly vocabulary: Vocabulary
}

const most = 10
const read: ReadVocabulary[] = []

/**
 * Gathers the names that a rule reads against: by its own options, or by `settings['socket-canon']`.
 * @throws Error where a contract is not there
 */
export function lintVocabulary({ cwd, options: [own], settings }: LintContext): Vocabulary {
  const { contract = './contract.json', release } = (own ?? settings['socket-canon'] ?? {}) as ContractOptions
  const wanted = Array.isArray(contract) ? (contract as readonly WantedContract[]) : [contract as WantedContract]
  const changed = wanted.map((each) => changeOf(cwd, each)).join()
  const known = read.find((each) => isSame(each, { wanted, release, cwd, changed }))
  if (known) return known.vocabulary
  const vocabulary = vocabularyOfWanted(cwd, wanted, release)
  read.unshift({ wanted, release, cwd, changed, vocabulary })
  read.splice(most)
  return vocabulary
}

function isSame(one: ReadVocabulary, other: Omit<ReadVocabulary, 'vocabulary'>): boolean {
  return (
    one.cwd === other.cwd &&
    one.release === other.release &&
    one.changed === other.changed &&
    one.wanted.length === other.wanted.length &&
    one.wanted.every((each, at) => each === other.wanted[at])
  )
}

function changeOf(cwd: string, wanted: WantedContract): number | undefined {
  return typeof wanted === 'string' ? statSync(resolve(cwd, wanted), { throwIfNoEntry: false })?.mtimeMs : undefined
}

function vocabularyOfWanted(cwd: string, wanted: readonly WantedContract[], release: string | undefined): Vocabulary {
  try {
    return scanVocabulary(cwd, wanted, release)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new Error(`socket-canon/eslint: ${error.message.replace('--contract', '`contract`')}`, { cause: error })
  }
}
