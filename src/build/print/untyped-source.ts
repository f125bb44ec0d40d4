import type MagicString from 'magic-string'
import type { Node } from 'oxc-parser'
import type { LoadedModule } from '../load.js'

/** Gives the functions of a module in JavaScript the types that nobody wrote. */
export function untypedSource(text: MagicString, { source }: LoadedModule): void {
  for (const statement of source.program.body) {
    const declaration = (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement) as Node | null
    if (declaration?.type === 'FunctionDeclaration') untyped(declaration)
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const { init } of declaration.declarations)
      if (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
        text.overwrite(init.start, init.end, 'null as never as (...args: any[]) => any')
  }

  function untyped(declaration: Node & { readonly id: { readonly name: string } | null }): void {
    text.overwrite(
      declaration.start,
      declaration.end,
      `function ${declaration.id?.name}(...args: any[]): any { return args }`,
    )
  }
}
