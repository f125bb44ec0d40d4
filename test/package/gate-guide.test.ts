import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { packed } from './project.js'

const section = readFileSync(join(packed.repo, 'docs/guides/evolution.md'), 'utf8')
  .split(/^## /m)
  .find((each) => each.startsWith('Set up the gate'))
const blocks = new Map(
  [...(section ?? '').matchAll(/^```([a-z]+ [a-z]+)\n(.*?)^```/gms)].map(([, kind = '', text = '']) => [kind, text]),
)
const block = (kind: string): string => {
  const text = blocks.get(kind)
  if (text === undefined) throw new Error(`the guide has no block ${kind}`)
  return text
}

interface Workflow {
  jobs: { contract: { defaults: { run: { 'working-directory': string } }; steps: { run?: string }[] } }
}
const { defaults, steps } = (parse(block('yaml ci')) as Workflow).jobs.contract
// installing takes a registry: the package is there already
const pipeline = steps.flatMap(({ run }) => (run === undefined || run === 'npm ci' ? [] : [run]))

const who = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
}

interface Answer {
  readonly code: number
  readonly output: string
}

/** Runs a script line by line until one fails. */
const bash = (cwd: string, script: string): Promise<Answer> =>
  new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...who, CI: 'true' } }
    const child = execFile('bash', ['-e', '-c', script], options, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, output: `${out}${err}` }),
    )
  })

/** A contract package of somebody else's, in a repository of its own or in a folder of one. */
class ContractPackage {
  readonly repository: string
  readonly folder: string

  constructor(name: string, within: string) {
    this.repository = join(packed.root, name)
    this.folder = join(this.repository, within)
    mkdirSync(this.folder, { recursive: true })
    this.write('.gitignore', 'node_modules\n')
    const manifest = { name: 'shop-contract', version: '0.0.0', type: 'module', private: true }
    this.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`)
    this.write('shop.js', block('js shop'))
    this.write('scripts/contract.js', block('js contract'))
  }

  async install(): Promise<void> {
    const npm = `npm install ${packed.tarball} zod@4 --no-audit --no-fund --prefer-offline --loglevel=error`
    expect(await this.run(`git init -q -b main ${this.repository}\n${npm}`)).toMatchObject({ code: 0 })
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true })
    writeFileSync(join(this.folder, file), text)
  }

  /** Runs what a block of the guide says. */
  run(script: string): Promise<Answer> {
    return bash(this.folder, script)
  }

  /** Runs the pipeline on a fresh clone that has the last commit alone, as CI does. */
  async runPipeline(): Promise<Answer> {
    const clone = `${this.repository}-clone`
    const folder = join(clone, this.folder.slice(this.repository.length))
    const checkout = [
      `rm -rf ${clone}`,
      `git clone -q --depth 1 file://${realpathSync(this.repository)} ${clone}`,
      `ln -s ${join(this.folder, 'node_modules')} ${join(folder, 'node_modules')}`,
    ]
    expect(await bash(this.repository, checkout.join('\n'))).toMatchObject({ code: 0 })
    return bash(folder, pipeline.join('\n'))
  }
}

test.concurrent.each([
  ['alone', ''],
  ['in a monorepo', defaults.run['working-directory']],
])(
  'the guide, followed word by word by a contract package %s, sets the gate up, and opens it for what is declared only',
  async (name, within) => {
    expect(pipeline).toHaveLength(3)
    const shop = new ContractPackage(`gate-${name.replaceAll(' ', '-')}`, within)
    await shop.install()
    const begun = await shop.run(block('sh begin'))
    expect(begun).toEqual({ code: 0, output: expect.stringContaining('shop-contract was never released') })
    const released = await shop.run(block('sh release'))
    expect(released).toEqual({
      code: 0,
      output: expect.stringContaining('Wrote contract.released.json and contract.releases/1.0.0.json.'),
    })
    expect(await shop.runPipeline()).toEqual({ code: 0, output: expect.stringContaining('OK. Nothing to release.') })

    const noted = block('js shop').replace('total: integer', 'note: z.optional(id), total: integer')
    expect(noted).not.toBe(block('js shop'))
    shop.write('shop.js', noted)
    await shop.run('git commit -qam "Forget the contract"')
    // a contract.json that does not say what the code does
    expect(await shop.runPipeline()).toEqual({ code: 1, output: expect.stringContaining('+++ b/') })
    await shop.run('node scripts/contract.js && git commit -qam "Forget the changeset"')
    expect(await shop.runPipeline()).toEqual({ code: 1, output: expect.stringContaining('"shop-contract": minor') })
    expect(await shop.run(block('sh change'))).toEqual({
      code: 0,
      output: expect.stringContaining('Wrote .changeset/contract-'),
    })
    expect(await shop.runPipeline()).toEqual({
      code: 0,
      output: expect.stringContaining('F01  /shop order:new payload.note'),
    })

    shop.write('shop.js', block('js shop').replace('total: integer', 'sum: integer').replace('total: 450', 'sum: 450'))
    await shop.run('node scripts/contract.js && git commit -qam "Rename a field"')
    const broken = await shop.runPipeline()
    expect(broken).toEqual({ code: 1, output: expect.stringContaining('F12  /shop order:new payload.total') })
    expect(broken.output).toContain('Not yet: 1 change beyond the declared bump (minor).')
    for (const [, command = ''] of (section ?? '').matchAll(/`npx (socket-canon (?:changelog|explain|rules)[^`]*)`/g))
      expect([command, (await shop.run(`npx ${command}`)).code]).toEqual([command, 0])
    expect(existsSync(join(shop.folder, 'contract.releases/1.0.0.json'))).toBe(true)
  },
)
