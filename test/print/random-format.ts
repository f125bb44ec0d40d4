// The formats of text that zod knows, each with text that fits it or nearly does.
import * as zod from 'zod/mini'

const uuid = '123e4567-e89b-42d3-a456-426614174000'
const ids = [uuid, uuid.toUpperCase(), '00000000-0000-0000-0000-000000000000', '123e4567-e89b-12d3-a456-42661417400']
const instants = [
  '2024-02-29T00:00:00Z',
  '2024-02-29T00:00Z',
  '2023-02-29T00:00:00Z',
  '2024-02-29T00:00:00.123Z',
  '2024-02-29T00:00:00+02:00',
  '2024-02-29T00:00:00',
]
const addresses = [
  'https://example.com/a?b#c',
  ' https://example.com ',
  'http:example.com',
  'HTTPS://EXAMPLE.COM',
  'https://exa\nmple.com',
  'ftp://example.com',
  'https://localhost:3000',
  'mailto:a@b.cd',
  'example.com',
  '://',
]
/** Addresses with what no address holds: by themselves, since among others and deep in an object few of them are let in. */
export const brokenAddresses: readonly string[] = [
  'https://exa\nmple.com',
  'https://example.com/a\tb',
  ' https://a.b\r/ ',
]
const ips = [
  '127.0.0.1',
  '256.0.0.1',
  '::1',
  '::1\n',
  '::@1',
  '2001:db8::/32',
  '::/129',
  '::/032',
  '10.0.0.0/8',
  '10.0.0.0/33',
]
const coded = ['', 'YQ==', 'YWI=', 'YWJj', 'YQ', 'YWJj\n', 'a===', '_-_-', '+/+/', 'YWI', 'é', 'YQ=a']
const header = (said: unknown): string => btoa(JSON.stringify(said))
const tokens = [
  `${header({ alg: 'HS256', typ: 'JWT' })}.e30.x`,
  `${header({ alg: 'HS256' })}.e30.`,
  `${header({ alg: 'none', typ: 'JWE' })}.e30.x`,
  `${header({})}.e30.x`,
  `${header('text')}.a.b`,
  'a.b',
  'a.b.c',
]

/** Makers of formats, each with text. */
export const formats: readonly (readonly [make: () => zod.ZodMiniType, values: readonly string[]])[] = [
  [() => zod.email(), ['a@b.cd', "o'b@x.yz", 'a@b', 'é@b.cd']],
  [() => zod.email({ pattern: zod.regexes.unicodeEmail }), ['a@b.cd', 'é@b.cd', 'a b@c.de']],
  [() => zod.uuid(), ids],
  [() => zod.uuidv4(), ids],
  [() => zod.guid(), ids],
  [() => zod.url(), addresses],
  [() => zod.url(), addresses],
  [() => zod.url({ hostname: /^example\.com$/, protocol: /^https$/ }), addresses],
  [() => zod.url({ normalize: true, abort: true }), addresses],
  [() => zod.httpUrl(), addresses],
  [() => zod.emoji(), ['😀', '😀a', '1', '👩‍👩‍👧']],
  [() => zod.nanoid(), ['V1StGXR8_Z5jdHi6B-myT', 'V1StGXR8_Z5jdHi6B-my']],
  [() => zod.cuid(), ['cjld2cjxh0000qzrmn831i7rn', 'c1']],
  [() => zod.cuid2(), ['tz4a98xxat96iws9zmbrgj3a', 'TZ']],
  [() => zod.ulid(), ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '81ARZ3NDEKTSV4RRFFQ69G5FAV']],
  [() => zod.xid(), ['9m4e2mr0ui3e8a215n4g', 'x']],
  [() => zod.ksuid(), ['0ujsswThIGTUYm2K8FjOOfXtY1K', 'x']],
  [() => zod.ipv4(), ips],
  [() => zod.ipv6(), ips],
  [() => zod.mac(), ['00:1A:2B:3C:4D:5E', '00:1a:2B:3C:4D:5E', '00-1A-2B-3C-4D-5E']],
  [() => zod.mac({ delimiter: '-' }), ['00:1A:2B:3C:4D:5E', '00-1A-2B-3C-4D-5E']],
  [() => zod.cidrv4(), ips],
  [() => zod.cidrv6(), ips],
  [() => zod.base64(), coded],
  [() => zod.base64url(), coded],
  [() => zod.e164(), ['+33123456789', '33123456789']],
  [() => zod.jwt(), tokens],
  [() => zod.jwt({ alg: 'HS256' }), tokens],
  [() => zod.creditCard(), ['4111 1111 1111 1111', '4111-1111-1111-1112', '4111111111111111', '0000 0000 0000']],
  [
    () => zod.iban(),
    ['GB82WEST12345698765432', 'GB82WEST12345698765433', 'DE89370400440532013000', 'GB00WEST12345698765432'],
  ],
  [() => zod.iso.date(), ['2024-02-29', '2023-02-29', '2023-02-29T00:00:00Z']],
  [() => zod.iso.time(), ['23:59', '23:59:59', '24:00', '12:00:00.1234']],
  [() => zod.iso.time({ precision: 3 }), ['12:00:00.123', '12:00:00']],
  [() => zod.iso.datetime(), instants],
  [() => zod.iso.datetime({ offset: true, local: true }), instants],
  [() => zod.iso.duration(), ['P1D', 'PT1H30M', 'P', 'P1W2D']],
  [() => zod.hostname(), ['example.com', '-a.b', 'localhost']],
  [() => zod.hex(), ['00ff', 'FG', '']],
  [() => zod.hash('md5'), ['d41d8cd98f00b204e9800998ecf8427e', 'd41d']],
  [() => zod.stringFormat('short', /^.{1,3}$/), ['abc', 'abcd']],
]
