export type {
  AliasJson,
  AliasTableJson,
  AnswerJson,
  ContractJson,
  DescribedJson,
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
export type { EnumerationProse, EventProse, FieldSentences, NamespaceProse, Prose } from './prose.js'
export { type ContractJsonOptions, toContractJson } from './to-contract-json.js'
