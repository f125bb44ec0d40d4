import { bareName, type ContractPackage, scriptFromRoot } from '../contract-package.js'
import { pathFromTo } from '../surroundings.js'

const install = { npm: 'npm ci', pnpm: 'pnpm install --frozen-lockfile' }
const lockfile = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml' }

/** Names the file of a contract package's pipeline: those of several packages lie in one folder. */
export function workflowPath({ name }: ContractPackage): string {
  return `.github/workflows/${bareName(name)}.yml`
}

/** Writes the pipeline of a contract package, for GitHub. */
export function workflowText(laidOut: ContractPackage): string {
  const { name, manager, workspaces, repository, folder } = laidOut
  const root = pathFromTo(repository, workspaces?.root ?? folder)
  const own = pathFromTo(repository, folder)
  // what the package is made of: its folder, and what the workspaces around it have installed
  const watched = [...(own === '.' ? [] : [`${own}/**`]), ...(workspaces ? [lockIn(root, manager)] : [])]
  const paths = watched.length ? ['    paths:', ...watched.map((path) => `      - ${quoted(path)}`)] : []
  const scripts = ['check', 'test', 'gate'].map((script) => `      - run: ${scriptFromRoot(laidOut, script)}`)
  return [
    `name: ${quoted(bareName(name))}`,
    'on:',
    '  push:',
    '    branches: [main]',
    ...paths,
    '  pull_request:',
    ...paths,
    'permissions:',
    '  contents: read',
    'jobs:',
    '  contract:',
    '    runs-on: ubuntu-latest',
    ...(root === '.' ? [] : ['    defaults:', '      run:', `        working-directory: ${quoted(root)}`]),
    '    steps:',
    '      - uses: actions/checkout@v4',
    ...(manager === 'pnpm' ? ['      - uses: pnpm/action-setup@v4', ...pnpmVersion(laidOut, root)] : []),
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 22',
    `          cache: ${manager}`,
    ...(root === '.' ? [] : [`          cache-dependency-path: ${quoted(lockIn(root, manager))}`]),
    `      - run: ${install[manager]}`,
    ...scripts,
    '',
  ].join('\n')
}

function pnpmVersion({ workspaces }: ContractPackage, root: string): string[] {
  // it reads the release that a root names, and refuses to be told another one
  if (!workspaces?.hasManagerVersion) return ['        with:', '          version: latest']
  return root === '.' ? [] : ['        with:', `          package_json_file: ${quoted(`${root}/package.json`)}`]
}

function lockIn(root: string, manager: keyof typeof lockfile): string {
  return root === '.' ? lockfile[manager] : `${root}/${lockfile[manager]}`
}

/** Writes a text so that YAML reads it as one, whatever signs it has. */
function quoted(text: string): string {
  return /^[a-z][\w./-]*$/i.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text)
}
