import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

test('a comment begins with what a thing is, or with what a function does', () => {
  expect(files.length).toBeGreaterThan(400)
  const found = files.flatMap((name) =>
    readFileSync(join('src', name), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        /^\s*(?:\/\*\*|\*|\/\/) (?:Is|Says|Tells|Answers) /.test(line) ? [`${name}:${at + 1}`] : [],
      ),
  )
  expect(found).toEqual([])
})
