import { readFileSync } from 'node:fs'
import { holdTable } from './table.js'

interface Manifest {
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** Looks at whether npm puts the package beside an older release of a peer; what is optional and of another release it refuses too. */
function beside(name: string, release: number): string {
  const { peerDependencies: peers }: Manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  const range = peers[name]
  const least = Number(/\d+/.exec(range ?? '')?.[0] ?? 0)
  return range === undefined || range === '*' || least <= release ? 'installed' : `refused: ${name} ${range}`
}

holdTable('package', [
  {
    system: 'package',
    pair: 'the package, old application',
    path: 'its peers',
    right: { 'beside zod 3': 'installed', 'beside React 17': 'installed' },
    see: async () => ({ 'beside zod 3': beside('zod', 3), 'beside React 17': beside('react', 17) }),
  },
])
