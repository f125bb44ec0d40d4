import { release } from '../client/release.js'
import { goneEvent, legacyEvent } from '../scan/rules/legacy-event.js'
import { reservedEvent } from '../scan/rules/reserved-event.js'
import { legacyRoom, roomByHand } from '../scan/rules/room-names.js'
import { undeclaredEvent, wrongDirection, wrongNamespace } from '../scan/rules/unknown-event.js'
import type { LintRule } from './lint-context.js'
import { lintRule } from './lint-rule.js'

/** The plugin for ESLint and for oxlint. */
export interface LintPlugin {
  readonly meta: { readonly name: string; readonly version: string }
  /** The rules, by name. */
  readonly rules: Readonly<Record<'no-legacy-event' | 'known-event' | 'room-builder', LintRule>>
  /** Configurations for `eslint.config.js`. */
  readonly configs: {
    /** Every rule, as an error; names of older releases as a warning. */
    readonly recommended: {
      readonly name: string
      readonly plugins: { readonly 'socket-canon': LintPlugin }
      readonly rules: Readonly<Record<`socket-canon/${keyof LintPlugin['rules']}`, 'error' | 'warn'>>
    }
  }
}

/** The plugin as it is given to ESLint and oxlint. */
export const plugin: LintPlugin = {
  meta: { name: 'socket-canon', version: release },
  rules: {
    'no-legacy-event': lintRule('Refuse names of older releases.', [goneEvent, legacyEvent], true),
    'known-event': lintRule('Refuse names that no contract declares for this end and path.', [
      undeclaredEvent,
      wrongDirection,
      wrongNamespace,
      reservedEvent,
    ]),
    'room-builder': lintRule('Refuse names of rooms that are written by hand.', [legacyRoom, roomByHand], true),
  },
  configs: {
    recommended: {
      name: 'socket-canon/recommended',
      plugins: {
        get 'socket-canon'() {
          return plugin
        },
      },
      rules: {
        'socket-canon/no-legacy-event': 'warn',
        'socket-canon/known-event': 'error',
        'socket-canon/room-builder': 'error',
      },
    },
  },
}
