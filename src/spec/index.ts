export type { PastTable } from '../contract/past/past.js'
export type { JsonSchema } from '../guards/json-schema.js'
export type {
  AliasJson,
  AliasTableJson,
  AnswerJson,
  LegacyExampleJson,
  LoginJson,
  LoginTableJson,
  ReplyFormJson,
  ShapeJson,
} from './alias/alias-json.js'
export type {
  AsyncApiChannel,
  AsyncApiDocument,
  AsyncApiInfo,
  AsyncApiMessage,
  AsyncApiOperation,
  AsyncApiReference,
} from './asyncapi/async-api.js'
export { asyncApiOf, toAsyncApi } from './asyncapi/to-async-api.js'
export { type ContainmentOptions, contains, type Verdict } from './containment/containment.js'
export type { JsonObject, JsonValue } from './containment/json.js'
export type { Dialect } from './containment/schema/dialect.js'
export type {
  ContractJson,
  DescribedJson,
  EndJson,
  EnumerationJson,
  ErrorCodeJson,
  ErrorSource,
  ErrorWay,
  EventJson,
  IdentityJson,
  IssueJson,
  LegacyPathJson,
  MisfitJson,
  NamespaceJson,
  PackageJson,
  ProtocolJson,
  RoomJson,
  SystemJson,
  TypeNamesJson,
} from './contract-json.js'
export type { ContractSource, ContractWithAliases } from './contract-source.js'
export type { ReleasedContract, Tombstone } from './diff/comparison.js'
export { tombstonesAfter } from './diff/contract/tombstone.js'
export { ContractFileError } from './diff/contract-reader.js'
export { type DiffOptions, diff, type Waiver } from './diff/diff.js'
export type { Damage } from './diff/payload/witness-damage.js'
export type {
  End,
  Excuse,
  Finding,
  Place,
  Rollout,
  Severity,
  SparingRow,
  Sufferer,
  Witness,
} from './diff/report/finding.js'
export type { PlannedChange, PlannedRelease, PlanStep, ReleasePlan } from './diff/report/release-plan.js'
export type { Compared, DiffReport } from './diff/report/report.js'
export { declaredBy, judge, type ReleaseVerdict } from './diff/report/verdict.js'
export type { Bump } from './diff/rules/bump.js'
export { type Category, categories, categoryOf } from './diff/rules/category.js'
export type { Grace } from './diff/rules/grace.js'
export type { Ignored } from './diff/rules/ignored.js'
export type { ObjectPolicy, Policy, RolloutPolicy } from './diff/rules/policy.js'
export { type RuleId, rules } from './diff/rules/rule.js'
export type { Companion, Rule } from './diff/rules/rule-entry.js'
export type { Severities } from './diff/rules/severity.js'
export type { ExportsJson } from './exports-json.js'
export type { EventPart } from './json-schema-document.js'
export type { PastJson, PastTableJson, PastVersionJson } from './past/past-json.js'
export type {
  EnumerationProse,
  EventProse,
  FieldMeanings,
  FieldSentences,
  NamespaceProse,
  PastProse,
  Prose,
  WrittenExamples,
} from './prose.js'
export { type SchemaEntry, type SchemaIndex, schemaFiles } from './schema-files.js'
export { type ContractJsonOptions, toContractJson } from './to-contract-json.js'
export { type EventSchemas, toJsonSchema } from './to-json-schema.js'
