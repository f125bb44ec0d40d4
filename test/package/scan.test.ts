import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { node, writeProject } from './project.js'

const client = `import { io } from 'socket.io-client'
io('http://h/patient-pharmacy').on('order:created', f)
`
const scan = (folder: string, ...args: string[]) =>
  node(folder, 'node_modules/socket-canon/dist/esm/cli/main.js', 'scan', 'src', '--contract', 'medsync', ...args)

test('the installed command reads code against its own contracts, and mends it', async () => {
  const folder = writeProject('scanned', { 'src/client.ts': client }, ['oxc-parser', 'magic-string'])
  const { code, output } = await scan(folder)
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringContaining('order:created is order:new today, and gone from 2.0.0 on'),
  })
  expect(await scan(folder, '--fix')).toMatchObject({ code: 0 })
  expect(readFileSync(join(folder, 'src/client.ts'), 'utf8')).toBe(client.replace('order:created', 'order:new'))
})

test('what the command needs beside itself is told in a line where it is missing', async () => {
  const folder = writeProject('scanned-bare', { 'src/client.ts': client })
  expect(await scan(folder)).toEqual({
    code: 2,
    output:
      'socket-canon scan: reads code with oxc-parser, which is not installed: npm install --save-dev oxc-parser\n',
  })
  const reading = writeProject('scanned-reading', { 'src/client.ts': client }, ['oxc-parser'])
  expect(await scan(reading, '--fix')).toEqual({
    code: 2,
    output:
      'socket-canon scan: rewrites with magic-string, which is not installed: npm install --save-dev magic-string\n',
  })
})
