import { type Adopted, type AdoptionOptions, adopt } from '../../src/cli/adopt/adoption.js'
import { loadParser } from '../../src/cli/adopt/parser.js'

const parser = await loadParser()

/** Adopts files that are only told of: the first one, where no other is asked for. */
export function adopted(files: Record<string, string>, options: Partial<AdoptionOptions> = {}): Adopted {
  return adopt(parser, (path) => files[path.replace(/^\/app\//, '')], {
    cwd: '/app',
    files: Object.keys(files).slice(0, 1),
    choice: { serverToClient: [], clientToServer: [], events: [] },
    name: 'shop',
    path: '/shop',
    out: 'src/shop.ts',
    columns: 110,
    ...options,
  })
}

/** A file whose server sends what a member says. */
export function inMap(member: string, types = ''): Record<string, string> {
  return { 'events.ts': `${types}\nexport interface ServerToClientEvents {\n${member}\n}` }
}

/** What is declared of one event, on one line. */
export function eventOf(member: string, types = ''): string {
  const { text } = adopted(inMap(member, types))
  const [, body = ''] = /serverToClient: \{\n([\s\S]*?)\n {2}\},\n {2}clientToServer/.exec(text) ?? []
  return body.replace(/\n\s*/g, ' ').trim()
}

/** What is written for a type, as the payload of an event. */
export function schemaOf(type: string, types = ''): string {
  const [, schema = ''] =
    /^x: event\(\{ (?:payload: )?([\s\S]*?),? \}\),?(?: \/\/.*)?$/.exec(
      eventOf(`x: (payload: ${type}) => void`, types),
    ) ?? []
  return schema
}

/** What a report says under a title, on one line. */
export function sectionOf(report: string, title: string): string {
  const section = report.split('\n\n').find((each) => each.startsWith(title))
  return section?.replace(/\n\s*/g, ' ') ?? ''
}
