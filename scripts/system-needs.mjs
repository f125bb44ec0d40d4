// Finds what `npm run test:system` needs from the system: installs it where it may, else says what to install.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Lists where a browser of the Chromium family may be. */
export const browsers = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser']

/** Finds the first of them that is there. */
export const browser = () => browsers.find((path) => existsSync(path))

const imports = (module) => spawnSync('/usr/bin/python3', ['-c', `import ${module}`]).status === 0
const needs = {
  chromium: () => browser() !== undefined,
  'redis-server': () => existsSync('/usr/bin/redis-server'),
  // in a folder of its version
  postgresql: () => existsSync('/usr/lib/postgresql'),
  'python3-socketio': () => imports('socketio'),
  'python3-aiohttp': () => imports('aiohttp'),
  'python3-jsonschema': () => imports('jsonschema'),
}

/** Answers the Debian packages that are missing. */
const missing = () => Object.keys(needs).filter((name) => !needs[name]())

if (import.meta.filename === process.argv[1]) {
  const wanted = missing()
  if (wanted.length && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const apt = (...args) => execFileSync('apt-get', args, { stdio: 'inherit' })
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...wanted)
  }
  const left = missing()
  if (left.length) {
    console.error(`test:system needs these Debian packages: apt-get install ${left.join(' ')}`)
    process.exitCode = 1
  }
}
