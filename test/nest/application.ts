import type { AddressInfo } from 'node:net'
import type { INestApplication, ModuleMetadata } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { afterwards } from '../ends/afterwards.js'
import { BareHttpAdapter } from './bare-http.js'

/** A Nest application that listens on this machine. */
export interface Running {
  readonly app: INestApplication
  readonly url: string
}

/** Starts an application of a module's parts, which ends with its test. */
export async function running(
  metadata: ModuleMetadata,
  prepare: (app: INestApplication) => void = () => {},
): Promise<Running> {
  const module = await Test.createTestingModule(metadata).compile()
  const app = module.createNestApplication(new BareHttpAdapter(), { logger: false })
  afterwards(() => app.close())
  prepare(app)
  await app.listen(0, '127.0.0.1')
  const { port } = app.getHttpServer().address() as AddressInfo
  return { app, url: `http://127.0.0.1:${port}` }
}

/** Makes an application that is not started, and returns what its start throws. */
export async function faultOf(metadata: ModuleMetadata): Promise<string> {
  const error = await running(metadata).catch((thrown: Error) => thrown)
  return error instanceof Error ? error.message : 'it started'
}

/** A user of these tests. */
export interface User {
  readonly id: string
}

/** Finds the user of a token that is their id; of no token nobody. */
export function userOf({ token }: Readonly<Record<string, unknown>>): User | undefined {
  return typeof token === 'string' ? { id: token } : undefined
}

/** What a client shows to be that user. */
export function as(token: string): { readonly auth: { readonly token: string } } {
  return { auth: { token } }
}
