import type { CodeModule, Span } from './code.js'
import { innerScope } from './scope.js'

/** Makes a module in which nothing was read yet. */
export function emptyModule(file: string, text: string, comments: readonly Span[]): CodeModule {
  return {
    file,
    text,
    scope: innerScope(undefined),
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
