import { relative } from 'node:path'
import type { ScriptParser } from '../../scan/javascript/read-module.js'
import type { Use } from '../../scan/model/use.js'
import { figuresOf, type ScanReport } from '../../scan/report/scan-report.js'
import { judgeUses } from '../../scan/rules/catalogue.js'
import type { ScanFinding } from '../../scan/rules/rule.js'
import { readUses } from '../../scan/uses/read-uses.js'
import type { Vocabulary } from '../../scan/vocabulary/vocabulary.js'
import type { OtherParsers } from './other-parsers.js'
import type { SearchedWords } from './relevance.js'
import { sourceFilesIn } from './source-files.js'
import { sourceProgram } from './source-program.js'

/** What is scanned, and by what. */
export interface ScanRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly parser: ScriptParser
  /** Parsers of what is no script. */
  readonly others?: OtherParsers
  readonly vocabulary: Vocabulary
  readonly retired: readonly string[]
}

/** What a scan found, before a baseline is asked. */
export interface ScanOutcome extends Omit<ScanReport, 'known'> {
  readonly all: readonly Use[]
}

/** Reads files, and judges what uses a connection in them. Paths are as somebody in the folder would say them. */
export function scan({ cwd, paths, parser, others, vocabulary, retired }: ScanRequest): ScanOutcome {
  const shown = (file: string): string => relative(cwd, file).replaceAll('\\', '/') || file
  const found = sourceFilesIn(cwd, paths)
  const { program, files, skipped } = sourceProgram(
    { ...others, script: parser },
    found.files,
    wordsIn(vocabulary, retired),
  )
  const uses = readUses(program, { retired })
  const findings = judgeUses(uses, vocabulary).map((each) => shownFinding(each, shown))
  const figures = figuresOf(uses, vocabulary)
  return {
    ...figures,
    dynamic: figures.dynamic.map((each) => ({ ...each, file: shown(each.file) })),
    findings,
    files,
    skipped: [...found.skipped, ...skipped]
      .map(({ file, reason }) => ({ file: shown(file), reason }))
      .sort((one, other) => (one.file < other.file ? -1 : 1)),
    all: uses,
  }
}

/** Lists the names by which a file may be known to use an event, or to be of interest otherwise. */
function wordsIn({ events, aliases }: Vocabulary, retired: readonly string[]): SearchedWords {
  // a short word is in any file
  const names = [...events.keys(), ...aliases.keys()].filter((name) => name.length > 5)
  // and prose has words that mean no event
  const old = [...aliases.keys()].filter((name) => !events.has(name) && /\W|_/.test(name))
  return { inCode: names, quoted: old, retired }
}

function shownFinding(finding: ScanFinding, shown: (file: string) => string): ScanFinding {
  return { ...finding, place: { ...finding.place, file: shown(finding.place.file) } }
}
