import { type ContractPackage, scriptCommand } from '../contract-package.js'

/** Writes the README of a contract package. */
export function readmeText({ name, contract: { word, constant }, manager }: ContractPackage): string {
  const run = (script: string, ...args: string[]): string => scriptCommand(manager, script, ...args)
  return `# ${name}

The contract of \`/${word}\` for both ends of Socket.IO: events, rooms and the names that older releases have. It is written
in \`src/${word}.ts\`; everything else follows from that.

## Use it

\`\`\`sh
${manager} ${manager === 'npm' ? 'install' : 'add'} ${name} socket-canon
\`\`\`

\`\`\`js
import { itemRoom, ${constant} } from '${name}'
import { serve } from 'socket-canon/server' // and connect of socket-canon/client in the front end
\`\`\`

## Work on it

| Command | What it does |
| --- | --- |
| \`${run('build')}\` | Writes the modules to \`dist\`, and \`contract.json\`, \`schemas\` and \`asyncapi\` beside |
| \`${run('test')}\` | Builds, and asks of the contract what every contract has to be |
| \`${run('check')}\` | Checks the types, and that what is committed says what the source says |
| \`${run('gate')}\` | Says whom a change breaks, and refuses one that no changeset declares |
| \`${run('docs')}\` | Writes a site of the contract to \`site\` |

Commit \`contract.json\`, \`schemas\` and \`asyncapi\` with the source: they show a review what travels. \`dist\` and \`site\` are made
anew.

## Change it

1. Change \`src/${word}.ts\`, and run \`${run('build')}\`.
2. Run \`${run('gate', '--write')}\`: it says whom the change breaks, and writes the changeset.
3. Commit it all.

## Release it

\`${run('gate')}\` names the bump; here it is minor. The version is raised, the contract of the release is recorded for the next
comparison, and the changesets are done with.

\`\`\`sh
npm version minor --no-git-tag-version
${run('build')}
${run('gate', '--record')}
rm -f .changeset/contract-*.md
\`\`\`

Commit that, and publish it with \`${manager} publish\`.
`
}
