import type {
  Expression,
  ImportDeclaration,
  Program,
  Statement,
  TSGlobalDeclaration,
  TSModuleDeclaration,
} from 'oxc-parser'
import { CommandError } from '../../command.js'
import type { SourceParser } from '../parser.js'
import { commentAbove } from './comment.js'
import { socketUses } from './socket-use.js'
import type { DeclaringModule, TypeNode } from './source-module.js'

/**
 * Reads what a source file declares, imports and exports.
 * @throws CommandError that says which line can't be read
 */
export function readModule(parser: SourceParser, file: string, text: string, shown: string): DeclaringModule {
  const { program, comments, errors } = parser.parseSync(file, text)
  const [error] = errors
  if (error) {
    const line = text.slice(0, error.labels[0]?.start ?? 0).split('\n').length
    throw new CommandError(`${shown}, line ${line}, can't be read: ${error.message.split('\n')[0]}`)
  }
  const module: DeclaringModule = {
    file,
    text,
    comments,
    types: new Map(),
    values: new Map(),
    imports: new Map(),
    exports: new Map(),
    stars: [],
    sockets: socketUses(program as Program),
  }
  for (const statement of program.body) readStatement(module, statement, '')
  return module
}

function readStatement(module: DeclaringModule, statement: Program['body'][number], prefix: string): void {
  const from = statement.start
  switch (statement.type) {
    case 'ImportDeclaration':
      readImport(module, statement)
      return
    case 'ExportAllDeclaration':
      if (statement.exported)
        module.exports.set(nameOf(statement.exported), { specifier: statement.source.value, name: '*' })
      else module.stars.push(statement.source.value)
      return
    case 'ExportNamedDeclaration':
      if (statement.declaration) readDeclaration(module, statement.declaration, prefix, from)
      for (const { local, exported } of statement.specifiers)
        module.exports.set(nameOf(exported), { specifier: statement.source?.value, name: nameOf(local) })
      return
    case 'ExportDefaultDeclaration':
      readDefault(module, statement.declaration, from)
      return
    case 'TSExportAssignment':
      readDefault(module, statement.expression, from)
      return
    case 'ExpressionStatement':
      readCommonExports(module, statement.expression)
      return
    default:
      readDeclaration(module, statement, prefix, from)
  }
}

function readImport(module: DeclaringModule, { source, specifiers }: ImportDeclaration): void {
  for (const each of specifiers) {
    const named = each.type === 'ImportSpecifier' ? nameOf(each.imported) : undefined
    const name = named ?? (each.type === 'ImportDefaultSpecifier' ? 'default' : '*')
    module.imports.set(each.local.name, { specifier: source.value, name })
  }
}

type Default = { readonly type: string } & object

function readDefault(module: DeclaringModule, declaration: Default, from: number): void {
  const node = declaration as TypeNode | Expression
  if (node.type === 'Identifier') module.exports.set('default', { specifier: undefined, name: node.name })
  else if (node.type === 'TSInterfaceDeclaration' || node.type === 'ClassDeclaration') {
    const name = node.id?.name ?? 'Default'
    addType(module, name, node, from)
    module.exports.set('default', { specifier: undefined, name })
  } else if (node.type !== 'TSEnumDeclaration' && node.type !== 'TSTypeAliasDeclaration')
    module.values.set('default', { name: 'default', init: node as Expression, comment: undefined })
}

/** Reads `module.exports = { A, B: C }` and `exports.A = A`, of which values are wanted. */
function readCommonExports(module: DeclaringModule, expression: Expression): void {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return
  const { left, right } = expression
  const target = module.text.slice(left.start, left.end)
  if (target === 'module.exports' && right.type === 'ObjectExpression') {
    for (const each of right.properties)
      if (each.type === 'Property' && each.key.type === 'Identifier' && each.value.type === 'Identifier')
        module.exports.set(each.key.name, { specifier: undefined, name: each.value.name })
    if (right.properties.some((each) => each.type === 'Property' && each.value.type !== 'Identifier'))
      module.values.set('default', { name: 'default', init: right, comment: undefined })
  } else if (target === 'module.exports')
    module.values.set('default', { name: 'default', init: right, comment: undefined })
  const [, name] = /^(?:module\.)?exports\.(\w+)$/.exec(target) ?? []
  if (name !== undefined && right.type !== 'Identifier')
    module.values.set(name, { name, init: right, comment: undefined })
}

function readDeclaration(module: DeclaringModule, statement: Statement, prefix: string, from: number): void {
  switch (statement.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
    case 'ClassDeclaration':
      if (statement.id) addType(module, prefix + statement.id.name, statement, from)
      return
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations)
        if (id.type === 'Identifier' && init)
          module.values.set(prefix + id.name, { name: id.name, init, comment: commentAbove(module, from) })
      return
    case 'TSModuleDeclaration':
      readBlock(module, statement, prefix)
  }
}

function readBlock(module: DeclaringModule, node: TSModuleDeclaration | TSGlobalDeclaration, prefix: string): void {
  const within = node.id.type === 'Identifier' && node.kind === 'namespace' ? `${prefix}${node.id.name}.` : prefix
  for (const each of node.body?.body ?? []) readStatement(module, each, within)
}

function addType(module: DeclaringModule, name: string, node: TypeNode, from: number): void {
  const known = module.types.get(name)
  if (known && node.type === 'TSInterfaceDeclaration') known.nodes.push(node)
  else module.types.set(name, { name, nodes: [node], comment: commentAbove(module, from) })
}

function nameOf(name: { readonly type: string; readonly name?: string; readonly value?: string }): string {
  return name.name ?? name.value ?? ''
}
