// The house's one-way street: what each folder may import from src, besides itself.
const allowed = {
  contract: [],
  fields: ['contract'],
  plain: ['contract', 'fields'],
  rooms: ['contract'],
  events: ['contract', 'fields', 'rooms'],
  aliases: ['contract', 'fields', 'rooms', 'events'],
  guards: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases'],
  server: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards'],
  client: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards'],
  react: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards', 'client'],
  cache: ['contract', 'guards', 'client'],
  nest: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards', 'server'],
  otel: ['contract', 'server', 'client'],
  testing: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards', 'client', 'spec'],
  mock: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards', 'server', 'client', 'spec', 'testing'],
  migration: ['contract'],
  spec: ['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards'],
  build: ['contract', 'fields', 'plain', 'guards', 'spec'],
  reference: ['contract', 'guards', 'spec'],
  scan: ['contract', 'guards', 'spec'],
  cli: [
    ...['contract', 'fields', 'plain', 'rooms', 'events', 'aliases', 'guards', 'server', 'client', 'spec', 'build'],
    ...['reference', 'testing', 'mock', 'scan'],
  ],
  eslint: ['client', 'scan', 'cli'],
}

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(allowed).map(([folder, others]) => ({
      name: `${folder}-imports-down-only`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: '[.]test(-d)?[.]ts$' },
      to: { path: '^src/', pathNot: `^src/(${[folder, ...others].join('|')})/` },
    })),
    {
      name: 'containment-knows-no-contract',
      severity: 'error',
      from: { path: '^src/spec/containment/', pathNot: '[.]test(-d)?[.]ts$' },
      to: { path: '^src/spec/', pathNot: '^src/spec/containment/' },
    },
    {
      name: 'contract-json-needs-no-diff',
      severity: 'error',
      from: { path: '^src/spec/[^/]+$', pathNot: '^src/spec/index[.]ts$|[.]test(-d)?[.]ts$' },
      to: { path: '^src/spec/diff/' },
    },
    {
      name: 'zod-behind-its-doors',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(fields|events|guards)/|[.]test(-d)?[.]ts$' },
      to: { path: 'node_modules/zod' },
    },
    {
      name: 'no-node-in-the-package',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(build|cli|eslint|spec)/|[.]test(-d)?[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contract-needs-types-only',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: '[.]test(-d)?[.]ts$' },
      to: { path: 'node_modules', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
}
