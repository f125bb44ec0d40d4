import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildFailure, Metafile, Plugin } from 'esbuild'
import { type DescribedSchema, definitionOf } from '../guards/described-schema.js'
import { BuildError, firstLineOf } from './build-error.js'
import { instrumented, type RecordedPlace, recordedPlaces } from './instrument.js'
import { Recorder, recorders } from './recorder.js'
import { isCommonJs, type SourceModule, sourceModule } from './source-module.js'
import { slipAdvice, thrownPlace } from './thrown-place.js'
import { tool } from './tool.js'
import type { ValueMeanings } from './value-comments.js'

/** A module of a contract package, with what it held when it ran. */
export interface LoadedModule {
  readonly source: SourceModule
  readonly places: readonly RecordedPlace[]
  /** What stood in each place, once for each time that the place was reached. */
  valuesAt(index: number): readonly unknown[]
  /** The constants at its top, by name. */
  readonly names: Readonly<Record<string, unknown>>
  /** The modules of the package's own that it imports, by how it names them. */
  readonly imports: ReadonlyMap<string, string>
}

/** What an entry of a contract package exports. */
export interface LoadedEntry {
  readonly path: string
  readonly exports: Readonly<Record<string, unknown>>
}

/** The modules of a contract package, read and run. */
export interface LoadedPackage {
  readonly entries: readonly LoadedEntry[]
  /** Those of its own, by path. */
  readonly modules: ReadonlyMap<string, LoadedModule>
  /** Every file that was read, for who watches them. */
  readonly files: readonly string[]
  /** Returns what is said of a schema, an event or a function in the place where it stands. */
  sentenceOf(value: object): string | undefined
  /** Returns what the values of an enumeration mean, as the comments above them say. */
  meaningsOf(schema: DescribedSchema): ValueMeanings
}

/** How modules are loaded. */
export interface LoadOptions {
  /** The folder of the package, from which all paths are told. */
  readonly cwd: string
  /** Returns whether a module is the package's own, to be read and printed; all are by default that no package has. */
  isOwn?(path: string): boolean
  /** Hears of every own module as it is read, also where the loading fails. */
  onRead?(path: string, text: string): void
}

/**
 * Reads and runs the entries of a contract package, in TypeScript or JavaScript.
 * @throws BuildError where one has a fault: it names the file
 */
export async function loadPackage(entries: readonly string[], options: LoadOptions): Promise<LoadedPackage> {
  const { cwd, isOwn = () => true, onRead = () => {} } = options
  const loading = randomUUID()
  const recorder = new Recorder()
  const folder = resolve(cwd, 'node_modules/.cache/socket-canon', loading)
  const made = makeFolder(folder, cwd)
  recorders.set(loading, recorder)
  const read = new Map<string, { source: SourceModule; places: readonly RecordedPlace[] }>()
  const onExit = (): void => {
    process.exitCode = 2
    rmSync(folder, { recursive: true, force: true })
    const where = begunIn(recorder) ?? entries.join(', ')
    writeSync(process.stderr.fd, `${where}: it ends the program while it runs: a contract only declares\n`)
  }
  process.once('exit', onExit)
  try {
    const plugin = recording({ cwd, isOwn, onRead, loading, read })
    const { inputs, outputs } = await bundled(entries, { cwd, folder, plugin })
    const loaded: LoadedEntry[] = []
    const running = { cwd, loading, outputs, recorder, read }
    for (const entry of entries) loaded.push({ path: entry, exports: await run(entry, running) })
    const modules = new Map(
      [...read].map(([path, { source, places }]): [string, LoadedModule] => {
        const recorded = recorder.places.get(path) ?? []
        const names = recorder.names.get(path) ?? {}
        const imports = new Map(
          inputs[path]?.imports.flatMap(({ path: other, original }) =>
            original !== undefined && read.has(other) ? [[original, other] as const] : [],
          ),
        )
        return [path, { source, places, names, imports, valuesAt: (index) => recorded[index]?.values ?? [] }]
      }),
    )
    const { meanings, sentence, sentences } = recorder
    return {
      entries: loaded,
      modules,
      files: Object.keys(inputs),
      sentenceOf: (value) => sentences.get(value) ?? (value as Record<symbol, string | undefined>)[sentence],
      meaningsOf: (schema) => (definitionOf(schema) as unknown as Record<symbol, ValueMeanings>)[meanings] ?? {},
    }
  } finally {
    process.off('exit', onExit)
    recorders.delete(loading)
    rmSync(folder, { recursive: true, force: true })
    dropEmpty(folder, made)
  }
}

/** Removes the folders above one that is gone, up to the first that was made for it; another loading may use them. */
function dropEmpty(folder: string, made: string | undefined): void {
  try {
    for (let each = folder; made !== undefined && each !== made; ) {
      each = dirname(each)
      rmdirSync(each)
    }
  } catch {
    // somebody else is in it
  }
}

/** Makes a folder; returns the topmost one that was not there. */
function makeFolder(folder: string, cwd: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true })
  } catch (error) {
    const { code = 'unknown reason', path = folder } = error as NodeJS.ErrnoException
    const where = relative(cwd, path).replaceAll('\\', '/')
    throw new BuildError(`${where} can't be made (${code}): modules run in a folder of node_modules/.cache`, {
      cause: error,
    })
  }
}

interface Recording extends Required<LoadOptions> {
  readonly loading: string
  readonly read: Map<string, { source: SourceModule; places: readonly RecordedPlace[] }>
}

function recording({ cwd, isOwn, onRead, loading, read }: Recording): Plugin {
  return {
    name: 'recording',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path: file }) => {
        const path = relative(cwd, file).replaceAll('\\', '/')
        if (/(^|\/)node_modules\//.test(path) || !isOwn(path)) return undefined
        const text = readFileSync(file, 'utf8')
        onRead(path, text)
        const source = await sourceModule(path, text)
        if (isCommonJs(source))
          throw new BuildError(`${path}: it is CommonJS, which no build reads: write it with import and export`)
        const places = recordedPlaces(source)
        read.set(path, { source, places })
        return { contents: await instrumented(source, places, loading), loader: loaderOf(path) }
      })
    },
  }
}

function loaderOf(path: string): 'ts' | 'tsx' | 'js' | 'jsx' {
  const [, kind = 'ts', x = ''] = /\.[cm]?([jt]s)(x?)$/.exec(path) ?? []
  return `${kind}${x}` as 'ts'
}

async function bundled(
  entries: readonly string[],
  { cwd, folder, plugin }: { cwd: string; folder: string; plugin: Plugin },
): Promise<{ inputs: Metafile['inputs']; outputs: ReadonlyMap<string, string> }> {
  const { build } = await tool('esbuild')
  const { metafile } = await build({
    absWorkingDir: cwd,
    entryPoints: [...entries],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [plugin],
  }).catch((error: unknown) => {
    const [fault] = (error as BuildFailure).errors ?? []
    // what is thrown in a plugin is what was thrown, of whatever kind
    throw fault?.detail instanceof Error ? fault.detail : faultOf(error as BuildFailure, entries)
  })
  const outputs = new Map(
    Object.entries(metafile.outputs).flatMap(([output, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[entryPoint, resolve(cwd, output)] as const],
    ),
  )
  return { inputs: metafile.inputs, outputs }
}

function faultOf(failure: BuildFailure, entries: readonly string[]): BuildError {
  const [fault] = failure.errors ?? []
  const at = fault?.location ? `${fault.location.file}:${fault.location.line}` : entries.join(', ')
  return new BuildError(`${at}: ${fault?.text.split('\n', 1)[0] ?? firstLineOf(failure)}`, { cause: failure })
}

interface Running extends Pick<Recording, 'cwd' | 'loading' | 'read'> {
  readonly outputs: ReadonlyMap<string, string>
  readonly recorder: Recorder
}

async function run(entry: string, running: Running): Promise<Readonly<Record<string, unknown>>> {
  const output = running.outputs.get(entry.replace(/^\.\//, ''))
  if (output === undefined) throw new BuildError(`${entry}: ${lackOf(entry, running.cwd)}`)
  try {
    return (await import(pathToFileURL(output).href)) as Readonly<Record<string, unknown>>
  } catch (error) {
    throw new BuildError(runFault(error, entry, running), { cause: error })
  }
}

function lackOf(entry: string, cwd: string): string {
  const file = resolve(cwd, entry)
  if (!existsSync(file)) return 'there is no such file'
  const real = relative(realpathSync(cwd), realpathSync(file)).replaceAll('\\', '/')
  return `it is a link to ${real}: name that file`
}

function runFault(error: unknown, entry: string, { cwd, loading, recorder, read }: Running): string {
  const begun = begunIn(recorder) ?? entry
  // what the package refuses says which event it is about
  if (Object(error).code === 'CONTRACT_INVALID') return `${begun}: ${firstLineOf(error)}`
  const place = thrownPlace(error, { cwd, loading, isOwn: (path) => read.has(path) })
  const text = read.get(place?.path ?? begun)?.source.text ?? ''
  const at = place ? `${place.path}:${place.line}` : begun
  return `${at}: ${firstLineOf(error)}${slipAdvice(error, text)}`
}

/** Finds the module that began last and did not end, which is the one that threw. */
function begunIn({ places, names }: Recorder): string | undefined {
  return [...places.keys()].findLast((path) => !names.has(path))
}
