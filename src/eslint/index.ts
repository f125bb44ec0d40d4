export type { LintContext, LintFixer, LintPlace, LintReport, LintRule, LintSource } from './lint-context.js'
// biome-ignore lint/style/noDefaultExport: linters take the default export of a module for their plugin
export { type LintPlugin, plugin, plugin as default } from './plugin.js'
