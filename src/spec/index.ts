export type { JsonSchema } from '../guards/json-schema.js'
export type {
  AsyncApiChannel,
  AsyncApiDocument,
  AsyncApiInfo,
  AsyncApiMessage,
  AsyncApiOperation,
  AsyncApiReference,
} from './async-api.js'
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
export type { EventPart } from './json-schema-document.js'
export type { EnumerationProse, EventProse, FieldSentences, NamespaceProse, Prose } from './prose.js'
export { type SchemaEntry, type SchemaIndex, schemaFiles } from './schema-files.js'
export { asyncApiOf, toAsyncApi } from './to-async-api.js'
export { type ContractJsonOptions, toContractJson } from './to-contract-json.js'
export { type EventSchemas, toJsonSchema } from './to-json-schema.js'
