import { eventsOf } from '../../contract/declaration.js'
import { pastNames, pastRow } from '../../contract/past/past-row.js'
import { admissionTo } from '../connection/peer.js'
import type { Endpoint, Mount, PastRoutes, Peer, Route } from '../service.js'

type Routes = ReadonlyMap<string, Route>

/** Returns the events that a connection may send, by the names that the versions it speaks have for them. */
export function routesFor(endpoint: Endpoint, peer: Peer): Routes {
  const { past } = endpoint
  if (past === undefined) return endpoint.routes
  const known = peer.routes
  if (known?.past === past) return known.routes
  const routes = past.of(peer.admissions)
  peer.routes = { past, routes }
  return routes
}

/** Prepares the names that earlier versions have on a path for what clients send; nothing where none is served. */
export function pastRoutesOf(mounts: ReadonlyMap<string, Mount>, routes: Routes): PastRoutes | undefined {
  const served = [...mounts.values()].filter(({ service }) => service.past)
  if (served.length === 0) return undefined
  // made once for all connections that speak the same versions
  const tables = new Map<string, Routes>()
  let names: ReadonlySet<string> | undefined
  return {
    of(admissions) {
      const spoken = served.flatMap((mount) => {
        const { path, version: own } = mount.service.contract
        const version = admissionTo(admissions, path)?.version
        return version !== undefined && version < own ? [{ mount, version }] : []
      })
      if (spoken.length === 0) return routes
      const key = JSON.stringify(spoken.map(({ mount, version }) => [mount.service.contract.path, version]))
      const known = tables.get(key)
      if (known) return known
      const table = new Map(routes)
      for (const { mount, version } of spoken) speak(table, mount, version)
      tables.set(key, table)
      return table
    },
    has(name) {
      names ??= namesOf(served)
      return names.has(name)
    },
  }
}

/** Lists the names that only earlier versions have. */
function namesOf(served: readonly Mount[]): ReadonlySet<string> {
  return new Set(
    served.flatMap(({ service, without }) =>
      eventsOf(service.contract, 'clientToServer')
        .filter(({ name }) => !without.includes(name))
        .flatMap(({ name }) => pastNames(service.past, 'clientToServer', name)),
    ),
  )
}

/** Gives the events of a contract the names that they have in one of its earlier versions, and takes away those that it lacks. */
function speak(table: Map<string, Route>, mount: Mount, version: number): void {
  const { contract, past = {} } = mount.service
  const today = [...table].filter(([, route]) => route.mount === mount)
  for (const [name] of today) table.delete(name)
  const events = eventsOf(contract, 'clientToServer').flatMap((event) => {
    const row = mount.without.includes(event.name) ? false : pastRow(past, version, 'clientToServer', event.name)
    return row === false ? [] : [{ event, row, past: { version, name: row?.name ?? event.name } }]
  })
  const speeches = new Map(events.map(({ event, past }) => [event, past]))
  for (const [name, { event, legacyName, shape }] of today) {
    const speech = speeches.get(event)
    // what comes under the name of today has the shape of today
    const own = legacyName === undefined ? undefined : shape
    if (speech) table.set(name, { mount, event, legacyName, shape: own, past: speech })
  }
  // last, for a name may stand for another event today
  for (const { event, row, past } of events)
    table.set(past.name, { mount, event, legacyName: undefined, shape: row, past })
}
