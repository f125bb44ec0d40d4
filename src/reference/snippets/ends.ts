import type { NamespaceJson } from '../../spec/contract-json.js'
import { boundClient } from './bound-client.js'
import { boundServer } from './bound-server.js'
import type { ExportedNames } from './exported-names.js'
import { kotlinClient } from './mobile/kotlin-client.js'
import { swiftClient } from './mobile/swift-client.js'
import { plainClient } from './plain-client.js'
import { plainServer } from './plain-server.js'
import { pythonClient } from './python-client.js'
import { pythonServer } from './python-server.js'
import { type NamedEvent, namedEvent, type Snippet, wholeCode } from './snippet.js'

/** The code that pages show. */
export interface Ends {
  /** Shows the code of every end of an event. */
  of(event: NamedEvent): readonly Snippet[]
  /** Shows two ends of a namespace as a whole. */
  setup(path: string, namespace: NamespaceJson, exported: ExportedNames): readonly Snippet[]
}

const ends = [
  boundServer,
  boundClient,
  plainServer,
  plainClient,
  pythonServer,
  pythonClient,
  kotlinClient,
  swiftClient,
] as const

/** Shows code on the bindings, on socket.io as it is, and in other languages. */
export const allEnds: Ends = {
  of: (event) => ends.map((end) => end(event)),
  setup: (path, namespace, exported) => {
    const [[name, event] = []] = [
      ...Object.entries(namespace.serverToClient),
      ...Object.entries(namespace.clientToServer),
    ]
    if (name === undefined || event === undefined) return []
    const named = namedEvent(event, { name, path, namespace, exported })
    return [boundServer(named), boundClient(named)].map((end) => ({
      end: end.end,
      language: end.language,
      code: [wholeCode(end), ...(end.end === 'Client' ? ['', ...watching] : [])].join('\n'),
    }))
  },
}

const watching = [
  "client.watch('recovered', (recovered) => {",
  "  if (!recovered) console.log('reload what you hold')",
  '})',
] as const
