import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const reference = JSON.parse(readFileSync('typedoc.json', 'utf8'))

// where a page is written at a server, both sides have to find its client components in the same file
const oneForAll = ['react/index']

/** Each entry's file under `src`, without its ending, by the name it is imported by. */
const entries = Object.fromEntries(
  readdirSync('src', { withFileTypes: true }).flatMap((found) => {
    if (found.isFile()) return [[found.name === 'index.ts' ? '.' : `./${stem(found.name)}`, stem(found.name)]]
    return existsSync(`src/${found.name}/index.ts`) ? [[`./${found.name}`, `${found.name}/index`]] : []
  }),
)

test('package.json exports each file of src and each index.ts of its folders, to import and to require, and no other', () => {
  const conditionsOf = (file: string) =>
    Object.fromEntries(
      [
        ['import', 'esm', 'js'],
        ['require', 'cjs', 'cjs'],
      ].map(([condition, format, extension]) => [
        condition,
        {
          types: `./dist/${format}/${file}.d.ts`,
          ...(oneForAll.includes(file) ? {} : { node: `./dist/node/${file}.${extension}` }),
          default: `./dist/${format}/${file}.js`,
        },
      ]),
    )
  const code = Object.entries(manifest.exports).filter(([name]) => !name.endsWith('.json'))
  expect(Object.fromEntries(code)).toEqual(
    Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, conditionsOf(file as string)])),
  )
})

test('the reference documents the same entries', () => {
  const documented = reference.entryPoints.flatMap((path: string) =>
    path === 'src/*.ts' ? Object.values(entries).filter((file) => !file?.includes('/')) : [path.slice(4, -3)],
  )
  expect(documented.sort()).toEqual(Object.values(entries).sort())
})

function stem(file: string): string {
  return file.replace(/\.ts$/, '')
}
