import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const repo = join(import.meta.dirname, '../..')

/** A release of Nest, with what its projects are built and tested with. */
export interface NestRelease {
  readonly major: 10 | 11 | 12
  readonly type: 'commonjs' | 'module'
  /** What TypeScript is installed as here. */
  readonly typescript: string
  readonly compilerOptions: Readonly<Record<string, unknown>>
  readonly tools: readonly string[]
}

const decorators = { experimentalDecorators: true, emitDecoratorMetadata: true }
const node16 = { module: 'nodenext', moduleResolution: 'nodenext' }

export const releases: readonly NestRelease[] = [
  {
    major: 10,
    type: 'commonjs',
    typescript: 'typescript-5.4',
    // as Nest's starter has them
    compilerOptions: { ...decorators, module: 'commonjs', moduleResolution: 'node10' },
    tools: ['jest@29', 'ts-jest@29', '@types/jest@29', 'typescript@5.4'],
  },
  {
    major: 11,
    type: 'commonjs',
    typescript: 'typescript-5.9',
    compilerOptions: { ...decorators, ...node16 },
    tools: ['jest@30', 'ts-jest@29', '@types/jest@30', 'typescript@5.9'],
  },
  {
    major: 12,
    type: 'module',
    typescript: 'typescript',
    compilerOptions: { ...decorators, ...node16 },
    tools: ['expect@30'],
  },
]

const globals = `import { test } from 'node:test'\nimport { expect } from 'expect'\nObject.assign(globalThis, { test, expect })\n`
const globalTypes = `import type { expect as Expect } from 'expect'
declare global {
  function test(name: string, run: () => Promise<void>): void
  const expect: typeof Expect
}
`

/** Packs the package, for all projects. */
export function packedInto(folder: string): string {
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [pack]: { filename: string }[] = JSON.parse(execFileSync('npm', packing, { cwd: repo, encoding: 'utf8' }))
  return join(folder, pack?.filename as string)
}

/** Lists the files of a project that a guide shows, by their paths. */
export function filesIn(guide: string): [path: string, text: string][] {
  const text = readFileSync(join(repo, 'docs/guides', guide), 'utf8')
  const found = text.matchAll(/^```ts (\S+\/\S+)\n(.*?)^```/gms)
  return [...found].map(([, path = '', code = '']) => [path, code])
}

/** Makes a folder a project of a release, whose sources are the guide's files and what a team has besides. */
export async function nestProject(release: NestRelease, folder: string, tarball: string): Promise<void> {
  const { major, type, compilerOptions, tools } = release
  const manifest = {
    private: true,
    type,
    jest: {
      rootDir: 'src',
      testRegex: '.*\\.spec\\.ts$',
      transform: { '^.+\\.ts$': 'ts-jest' },
      testEnvironment: 'node',
      moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    },
  }
  const options = {
    ...compilerOptions,
    target: 'es2022',
    strict: true,
    skipLibCheck: true,
    outDir: 'dist',
    rootDir: 'src',
  }
  const files: Record<string, string> = {
    'package.json': JSON.stringify(manifest),
    'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
    ...(major === 12 && { 'globals.mjs': globals, 'src/globals.ts': globalTypes }),
  }
  cpSync(join(repo, 'test/system/nest'), join(folder, 'src'), { recursive: true })
  for (const [path, text] of filesIn('nest.md')) files[path.replace(/^(before|step)\//, 'src/$1.')] = text
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const parts = ['common', 'core', 'websockets', 'platform-socket.io', 'platform-express', 'testing']
  const nest = parts.map((part) => `@nestjs/${part}@${major}`)
  const others = ['rxjs@7', 'reflect-metadata@0.2', 'socket.io@4', 'socket.io-client@4', '@types/node@20', ...tools]
  const installing = [
    'install',
    tarball,
    ...nest,
    ...others,
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ]
  await ran(folder, 'npm', installing)
  await ran(folder, process.execPath, [join(repo, 'node_modules', release.typescript, 'bin/tsc'), '-p', '.'])
}

/** Runs a command in a folder; what it wrote is in the error where it failed. */
export function ran(folder: string, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, maxBuffer: 2 ** 26 }, (error, out, err) =>
      error ? reject(new Error(`${command} ${args[0]} in ${folder}\n${out}${err}`)) : resolve(out + err),
    )
  })
}

/** Applications that run in a process of their own. */
export interface NestProcess {
  readonly before: string
  readonly step: string
  readonly oldLogin: string
  readonly network: string
  /** Asks them to close, and returns what was written since, when the process has ended by itself. */
  close(): Promise<string[]>
}

/** Starts the applications of a project. */
export async function started(folder: string): Promise<NestProcess> {
  const child: ChildProcess = spawn(process.execPath, ['dist/main.js'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const first = await new Promise<string>((resolve, reject) => {
    reader.once('line', resolve)
    void ended.then(() => reject(new Error(`the applications in ${folder} ended before they listened`)))
  })
  reader.on('line', (line) => lines.push(line))
  const [before = '', step = '', oldLogin = '', network = ''] = JSON.parse(first)
  return {
    before,
    step,
    oldLogin,
    network,
    async close() {
      child.kill('SIGTERM')
      await ended
      return lines
    },
  }
}
