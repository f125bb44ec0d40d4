import type { NamespaceJson } from '../../spec/contract-json.js'
import { boundEnds, boundSetup } from './bound-snippet.js'
import type { ExportedNames } from './exported-names.js'
import { plainEnds } from './plain-snippet.js'
import type { NamedEvent, Snippet } from './snippet.js'

/** The code that pages show. */
export interface Ends {
  /** Shows the code of both ends of an event. */
  of(event: NamedEvent): readonly Snippet[]
  /** Shows how both ends of a namespace are set up. */
  setup(path: string, namespace: NamespaceJson, exported: ExportedNames): readonly Snippet[]
}

/** Shows code on the bindings, and on socket.io as it is. */
export const boundAndPlain: Ends = {
  of: (event) => [...boundEnds(event), ...plainEnds(event)],
  setup: boundSetup,
}
