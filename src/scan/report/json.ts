import type { ScanFinding } from '../rules/rule.js'
import type { ScanReport } from './scan-report.js'

/** Writes a report for programs. */
export function scanJson({ findings, known, files, uses, dynamic, migrated, skipped }: ScanReport): object {
  return {
    format: 1,
    files,
    uses,
    migrated,
    known,
    findings: findings.map(findingJson),
    dynamic,
    skipped,
  }
}

function findingJson({ rule, place, name, canonical, message, advice, fix }: ScanFinding): object {
  return {
    rule,
    file: place.file,
    line: place.line,
    column: place.column,
    name,
    ...(canonical !== undefined && { canonical }),
    message,
    advice,
    isFixable: fix !== undefined,
  }
}
