export type {
  ConnectionObservation,
  EventObservation,
  FailureObservation,
  LatencyObservation,
  Observation,
  RefusalObservation,
  RoomObservation,
} from '../contract/observation.js'
export type { Observe } from '../server/observer.js'
export type { AnyServer } from '../server/served-paths.js'
export type { ContractSource, ContractWithAliases } from '../spec/contract-source.js'
export type { BindableServer } from '../testing/fake-pair.js'
export {
  type Mock,
  type MockData,
  type MockEmit,
  type MockNamespace,
  type MockOptions,
  type MockSource,
  mockContract,
} from './mock-contract.js'
export type { MockAccess } from './mock-user.js'
export type { MockSent } from './mocked-namespace.js'
export { type MockHandlersOptions, type MswConnection, type MswModule, mockHandlers } from './msw-handlers.js'
