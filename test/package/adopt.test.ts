import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'
import { compileOwn, compilers, node, writeProject } from './project.js'

const bin = 'node_modules/socket-canon/dist/esm/cli/main.js'

const source = {
  'src/events.ts': `
    import type { Comment, Status } from './comment.js'
    export interface ServerToClientEvents {
      /** Somebody commented. */
      'comment:new': (comment: Comment) => void
      'comment:count': (room: string, count: number) => void
    }
    export interface ClientToServerEvents {
      'comment:write': (payload: Omit<Comment, 'id' | 'replies'>, ack: (reply: { ok: true; id: string } | { ok: false }) => void) => void
      'status:set': (status: Status, since?: Date) => void
    }`,
  'src/comment.ts': `
    export enum Status { Open, Closed }
    export interface Comment { id: string; by?: { email: string } | null; replies: Comment[]; status: Status }`,
}

const use = `
import { namespace, type NamespaceContract } from 'socket-canon'
import { toContractJson } from 'socket-canon/spec'
import { type Comment, shop, type ShopClientToServerEvents } from './shop.js'
const reply: Comment = { id: 'c1', replies: [{ id: 'c2', replies: [], status: 1 }], status: 0 }
const write: ShopClientToServerEvents['comment:write'] = (payload, ack) => ack(payload.status ? { ok: false } : { ok: true, id: 'c1' })
// @ts-expect-error a status is one of two
const wrong: Comment = { ...reply, status: 2 }
export const used: [NamespaceContract, object, unknown] = [shop, toContractJson([{ contract: shop }]), [reply, write, wrong, namespace]]
`

test('an installation adopts event maps, and what comes out compiles and loads', async () => {
  const folder = writeProject('adopt', source, ['oxc-parser', '@oxc-project/types', '@oxc-parser', 'typescript'])
  const adopting = await node(folder, bin, 'adopt', 'src/events.ts', '--out', 'src/shop.ts')
  expect(adopting).toEqual({
    code: 0,
    output: expect.stringMatching(/^Wrote src\/shop\.ts: 2 events from the server, 2 from clients\./),
  })
  const text = readFileSync(join(folder, 'src/shop.ts'), 'utf8')
  expect(text).toContain("/** Somebody commented. */\n    'comment:new': event({ payload: comment }),")
  expect(await node(folder, bin, 'adopt', 'src/events.ts', '--out', 'src/shop.ts')).toEqual({
    code: 2,
    output: 'socket-canon adopt: src/shop.ts exists: choose another file with --out, or replace it with --force\n',
  })
  expect(readFileSync(join(folder, 'src/shop.ts'), 'utf8')).toBe(text)

  const project = writeProject('adopted', {
    'package.json': '{"private":true,"type":"module"}',
    'shop.ts': text,
    'use.ts': use,
  })
  const options = { module: 'nodenext', target: 'es2022', skipLibCheck: true, noUnusedLocals: true }
  for (const compiler of [compilers['5.4'], compilers['6.0']])
    expect(await compileOwn(project, compiler, options, ['*.ts'])).toEqual({ code: 0, output: '' })

  const { code } = transformSync(text, { loader: 'ts', format: 'esm' })
  writeFileSync(join(project, 'shop.mjs'), code)
  const program = "import('./shop.mjs').then(({ shop }) => console.log(shop.path, ...Object.keys(shop.serverToClient)))"
  expect(await node(project, '-e', program)).toEqual({ code: 0, output: '/shop comment:new comment:count\n' })
})

test('an installation without oxc-parser says what to install', async () => {
  const folder = writeProject('adopt-bare', source)
  expect(await node(folder, bin, 'adopt', 'src/events.ts')).toEqual({
    code: 2,
    output:
      'socket-canon adopt: reads types with oxc-parser, which is not installed: npm install --save-dev oxc-parser\n',
  })
})
