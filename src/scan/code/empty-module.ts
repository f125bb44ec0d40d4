import type { CodeModule, CodeScope } from './code.js'
import { innerScope } from './scope.js'
import type { Span } from './span.js'

/** Makes a module in which nothing was read yet; it knows the names of a scope above it, where there is one. */
export function emptyModule(file: string, text: string, comments: readonly Span[], above?: CodeScope): CodeModule {
  return {
    file,
    text,
    scope: innerScope(above),
    comments,
    exports: new Map(),
    stars: [],
    calls: [],
    functions: [],
    classes: [],
    members: [],
    objects: [],
    writes: [],
    destructurings: [],
    elements: [],
    generics: [],
    typeWords: new Map(),
  }
}
