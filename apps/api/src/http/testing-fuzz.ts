import type { Endpoint } from '@rapport/contract/endpoint'
import { inputFor, type Random } from './testing-input.ts'

/** A request that no honest client sends, and now and then one that it would. `path` is below /api. */
export interface Shot {
  method: Endpoint['method']
  path: string
  headers: Record<string, string>
  payload?: string
}
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const nastyTexts = [
  '',
  ' ',
  "'",
  '"',
  '\\',
  ';--',
  '/*',
  '$$',
  "') OR 1=1 --",
  "'; drop table customers; --",
  'pg_sleep(3)',
  '%',
  '%_%',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  '\ufeff',
  'e\u0301',
  'İstanbul',
  '🏳️‍🌈',
  '张'.repeat(400),
  'A'.repeat(5000),
  '9'.repeat(400),
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is sent
  '${7*7}',
  '=1+1',
  '& | ! <-> :*',
  '-1',
  '0',
  '1e12',
  '10.5',
  '2147483648',
  '9007199254740993',
  'NaN',
  'null',
  'undefined',
  'true',
  '2026-02-30',
  '9999-12-31',
  '1900-01-01',
  '2199-12-31',
  '2026-13',
  '__proto__',
  'constructor',
  'toString',
  'line\r\nbreak',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  'W10',
  Buffer.from('["customers",["a","b"]]').toString('base64url'),
  Buffer.from('["care-visits",["2026-11-20","not-an-id"]]').toString('base64url'),
  '11010519491231002X',
  '13812345678',
] as const
const nastyValues: Json[] = [
  null,
  true,
  [],
  {},
  [[]],
  [null],
  -1,
  0,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  { not: 'x' },
  { startsWith: 'a' },
  { in: ['a'] },
  { AND: [] },
  { path: ['a'] },
  { equals: null },
  { set: 'x' },
  { increment: 1 },
  { connect: { id: 'x' } },
  { create: {} },
  { deleteMany: {} },
]
/** Bodies that are not what JSON.stringify makes. */
const rawBodies = [
  '',
  '{',
  '{"a":1,}',
  'null',
  '[]',
  '"text"',
  '12',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"name":"a","name":"b"}',
  '{"minutes":1e309}',
  '{"minutes":9007199254740993,"version":-0}',
  '{"name":"\\u0000","note":"\\ud800"}',
  '\ufeff{}',
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '['.repeat(10_000) + ']'.repeat(10_000),
  `{"name":"${'A'.repeat(100_000)}"}`,
  `{${Array.from({ length: 1001 }, (_, i) => `"k${i}":1`).join()}}`,
]
const mediaTypes = [
  ' application/json',
  'application/json; charset=utf-7',
  'APPLICATION/JSON',
  'application/json, text/plain',
  'application/vnd.api+json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  `multipart/form-data; boundary=${'b'.repeat(300)}`,
  '',
]
const versions = ['"0"', '1', '"1', 'W/"1"', '*', '"99999999999"', '"-1"', '"1","2"', '"1\' or 1=1"', '"1.5"']

/** Percent-encodes anything, also halves of characters, which `encodeURIComponent` refuses. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))

/** Makes requests for one endpoint. `ids` are of records that are there; `names` are columns, to be sent as fields. */
export function shotAt(endpoint: Endpoint, random: Random, ids: readonly string[], names: readonly string[]): Shot {
  const params = inputFor(endpoint.params, random, ids) as Record<string, string>
  const query = Object.entries(inputFor(endpoint.query, random, ids) as Record<string, string>)
  let body = inputFor(endpoint.body, random, ids) as Json
  const headers: Record<string, string> = { 'if-match': `"${1 + random.below(3)}"` }
  let raw: string | undefined
  let contentType = 'application/json'
  const nasty = () => (random.below(2) === 0 ? random.pick(nastyTexts) : structuredClone(random.pick(nastyValues)))

  const onQuery = () => {
    const name = query.length > 0 ? random.pick(query)[0] : 'limit'
    const known = Object.keys((endpoint.query as unknown as { shape: object }).shape)
    const field = known.length > 0 && random.below(2) === 0 ? random.pick(known) : name
    const way = random.below(20)
    if (way < 10) query.push([field, random.pick(nastyTexts)])
    else if (way < 15) query.push([random.pick([`${field}[]`, `${field}[not]`, random.pick(names)]), 'x'])
    else if (way < 19) query.push([field, 'a'], [field, 'b'])
    else for (let i = 0; i < 1001; i++) query.push([`k${i}`, ''])
  }
  const onBody = () => {
    const way = random.below(8)
    if (way < 4) body = spoilt(body, random, nasty())
    else if (way === 4 && isObject(body)) body = { ...body, [random.pick(names)]: nasty() }
    else if (way === 5) body = nasty()
    else if (way === 6) raw = random.pick(rawBodies)
    else contentType = random.pick(mediaTypes)
  }
  const onParams = () => {
    for (const name of Object.keys(params)) params[name] = random.pick(nastyTexts)
  }
  const onVersion = () => {
    headers['if-match'] = random.pick(versions)
  }
  const ways = [
    onQuery,
    ...(endpoint.takes === 'none' ? [] : [onBody, onBody, onBody]),
    ...(Object.keys(params).length > 0 ? [onParams] : []),
    ...(endpoint.versioned ? [onVersion] : []),
  ]
  if (random.below(10) > 0) without(query, 'after')
  // One in four stays as a client would send it.
  if (random.below(4) > 0) for (let n = 1 + random.below(2); n > 0; n--) random.pick(ways)()

  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encoded(String(params[name])) || '%20')
  const tail = query.map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`).join('&')
  const shot: Shot = { method: endpoint.method, path: tail ? `${path}?${tail}` : path, headers }
  if (endpoint.takes === 'multipart') return { ...shot, ...form(body, random, raw, contentType, headers) }
  if (endpoint.takes === 'none' && random.below(20) > 0) return shot
  if (contentType) headers['content-type'] = contentType
  return { ...shot, payload: raw ?? JSON.stringify(body) }
}

const without = (query: [string, string][], name: string) => {
  const at = query.findIndex(([known]) => known === name)
  if (at >= 0) query.splice(at, 1)
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value with one place in it, at any depth, replaced; or left out. */
function spoilt(value: Json, random: Random, by: Json): Json {
  if (Array.isArray(value) && value.length > 0 && random.below(2) === 0) {
    const at = random.below(value.length)
    return value.map((item, i) => (i === at ? spoilt(item, random, by) : item))
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    const name = random.pick(Object.keys(value))
    if (random.below(6) === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
    return { ...value, [name]: spoilt(value[name]!, random, by) }
  }
  return by
}

const files = [
  'customerNo,name\n1,王小明\n',
  '\ufeffcustomerNo,name\r\n1,"unclosed',
  '',
  '\u0000\u0001\u0002',
  ','.repeat(5000),
  `a,a,__proto__\n1,2,3\n${'x'.repeat(20_000)}`,
  '\r\r\r',
]
/** A form as a browser sends it, or nearly. */
function form(body: Json, random: Random, raw: string | undefined, type: string, headers: Record<string, string>) {
  const boundary = '----rapport'
  const fields = isObject(body) ? Object.entries(body) : [['kind', body] as const]
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name.replace(/[\r\n"]/g, '')}"\r\n\r\n` +
      `${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`,
  )
  const name = random.pick(['a.csv', '../../etc/passwd', 'a\u0000.csv', '张.csv', 'x'.repeat(300), ''])
  const file =
    `--${boundary}\r\ncontent-disposition: form-data; name="${random.pick(['file', 'file', 'file', 'constructor'])}"; ` +
    `filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${random.pick(files)}\r\n`
  const whole = random.below(8) === 0 ? [...parts, file, file] : [...parts, file]
  headers['content-type'] = type === 'application/json' ? `multipart/form-data; boundary=${boundary}` : type
  return {
    headers,
    payload: raw ?? `${whole.join('')}--${boundary}--\r\n`.slice(0, random.below(10) === 0 ? 150 : undefined),
  }
}
