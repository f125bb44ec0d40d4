import type { ScanRule } from '../rules/rule.js'
import type { ScanReport } from './scan-report.js'

/** What a SARIF document says of the tool that wrote it. */
export interface SarifTool {
  readonly version: string
  readonly rules: readonly ScanRule[]
}

/** Writes findings as SARIF 2.1, which code hosts show beside the lines. */
export function sarifOf({ findings, skipped }: ScanReport, { version, rules }: SarifTool): object {
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'socket-canon',
            version,
            rules: used.map(({ id, summary, advice }) => ({
              id,
              shortDescription: { text: summary },
              help: { text: advice },
              defaultConfiguration: { level: 'warning' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, message, advice, place }) => ({
          ruleId: rule,
          ruleIndex: used.findIndex(({ id }) => id === rule),
          level: rule === 'gone-event' ? 'error' : 'warning',
          message: { text: `${message}. ${advice}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: place.file.split('/').map(encodeURIComponent).join('/') },
                region: { startLine: place.line, startColumn: place.column },
              },
            },
          ],
        })),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: skipped.map(({ file, reason }) => ({
              level: 'note',
              message: { text: `${file} ${reason}` },
            })),
          },
        ],
      },
    ],
  }
}
