/** What reading Python needs of @lezer/python. */
export type PythonParser = Pick<typeof import('@lezer/python').parser, 'parse'>

/** A node of the tree that @lezer/python makes. */
export type PythonNode = ReturnType<PythonParser['parse']>['topNode']

const unspoken = new Set([',', ';', '(', ')', '[', ']', '{', '}', ':', '.', 'Comment', 'At', 'async'])

/** Lists the children of a node, in the order of the source. */
export function nodesIn(node: PythonNode): PythonNode[] {
  const found: PythonNode[] = []
  for (let at = node.firstChild; at; at = at.nextSibling) found.push(at)
  return found
}

/** Lists the children that mean something: brackets, commas and comments left out. */
export function pythonParts(node: PythonNode): PythonNode[] {
  return nodesIn(node).filter(({ name }) => !unspoken.has(name))
}

/** Splits nodes at what stands between them. */
export function splitAt(nodes: readonly PythonNode[], isBetween: (node: PythonNode) => boolean): PythonNode[][] {
  const found: PythonNode[][] = [[]]
  for (const each of nodes) {
    if (isBetween(each)) found.push([])
    else found.at(-1)?.push(each)
  }
  return found
}

/** What is right in Python and unknown to the grammar: an error there says nothing about the file. */
const gaps = new Set([
  'YieldStatement',
  'YieldExpression',
  'Decorator',
  'DecoratedStatement',
  'WithStatement',
  'ForStatement',
  'MatchStatement',
  'MatchClause',
  'ClassPattern',
  'MatchBody',
])

/** Finds where a text stops to be Python; nothing where it is. */
export function firstFault(tree: ReturnType<PythonParser['parse']>): number | undefined {
  let found: number | undefined
  tree.iterate({
    enter: ({ type, node, from }) => {
      if (found === undefined && type.isError && !isGap(node)) found = from
      return found === undefined
    },
  })
  return found
}

function isGap({ parent, prevSibling }: PythonNode): boolean {
  return gaps.has(parent?.name ?? '') || /Comprehension/.test(parent?.name ?? '') || prevSibling?.name === 'Decorator'
}

/** Writes what the grammar does not know in other words of the same length, so that all stands where it stood. */
export function knownToGrammar(text: string): string {
  // a page break between classes, and numbers that end in a point
  return text.replaceAll('\f', ' ').replace(/(?<![\w.])(\d[\d_]*)\.(?![\w.])/g, '$1 ')
}
