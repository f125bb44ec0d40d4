export type { RoomMember } from '../server/presence/room-members.js'
export type { AnySocket, Context, Handler, Sender, Served, Target } from '../server/served.js'
export { ContractGateway } from './contract-gateway.js'
export { ContractModule, type ContractModuleAsyncOptions } from './contract-module.js'
export { getContractToken, InjectContract } from './contract-token.js'
export { HandlerContext, handlerContext } from './handler-context.js'
export { type HandlerMethod, Handles } from './handles.js'
export type {
  AnyContractCall,
  ContractModuleOptions,
  GatewayMember,
  GatewayOf,
  GatewayOptions,
  UserOf,
} from './options.js'
export type { Readable } from './readable.js'
