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
