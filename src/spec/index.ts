export type { JsonSchema } from '../guards/json-schema.js'
export type {
  AsyncApiChannel,
  AsyncApiDocument,
  AsyncApiInfo,
  AsyncApiMessage,
  AsyncApiOperation,
  AsyncApiReference,
} from './async-api.js'
export { type ContainmentOptions, contains, type Verdict } from './containment/containment.js'
export type { JsonObject, JsonValue } from './containment/json.js'
export type { Dialect } from './containment/schema/dialect.js'
export type {
  AliasJson,
  AliasTableJson,
  AnswerJson,
  ContractJson,
  DescribedJson,
  EndJson,
  EnumerationJson,
  ErrorCodeJson,
  ErrorSource,
  EventJson,
  IdentityJson,
  LegacyPathJson,
  NamespaceJson,
  PackageJson,
  ProtocolJson,
  RoomJson,
  SystemJson,
  TypeNamesJson,
} from './contract-json.js'
export type { ContractSource, ContractWithAliases } from './contract-source.js'
export type { Bump } from './diff/bump.js'
export { type Category, categories, categoryOf } from './diff/category.js'
export type { ReleasedContract, Tombstone } from './diff/comparison.js'
export { ContractFileError } from './diff/contract-reader.js'
export { type DiffOptions, diff, type Waiver } from './diff/diff.js'
export type { End, Excuse, Finding, Place, Rollout, Severity, Sufferer, Witness } from './diff/finding.js'
export type { Grace } from './diff/grace.js'
export type { Ignored } from './diff/ignored.js'
export type { ObjectPolicy, Policy, RolloutPolicy } from './diff/policy.js'
export type { PlannedChange, PlannedRelease, PlanStep, ReleasePlan } from './diff/release-plan.js'
export type { Compared, DiffReport } from './diff/report.js'
export { type RuleId, rules } from './diff/rule.js'
export type { Companion, Rule } from './diff/rule-entry.js'
export type { Severities } from './diff/severity.js'
export { tombstonesAfter } from './diff/tombstone.js'
export { declaredBy, judge, type ReleaseVerdict } from './diff/verdict.js'
export type { Damage } from './diff/witness-damage.js'
export type { EventPart } from './json-schema-document.js'
export type { EnumerationProse, EventProse, FieldSentences, NamespaceProse, Prose } from './prose.js'
export { type SchemaEntry, type SchemaIndex, schemaFiles } from './schema-files.js'
export { asyncApiOf, toAsyncApi } from './to-async-api.js'
export { type ContractJsonOptions, toContractJson } from './to-contract-json.js'
export { type EventSchemas, toJsonSchema } from './to-json-schema.js'
