import { createHash, randomBytes } from 'node:crypto'
import type { Endpoint } from '@rapport/contract/endpoint'
import { endpoints } from '@rapport/contract/endpoints'
import { Problem } from '@rapport/contract/problem'
import { asOwner } from '@rapport/database/as-owner'
import { makeRegion, makeUser } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { type Shot, shotAt } from './testing-fuzz.ts'
import { randomFrom } from './testing-input.ts'
import { makeWorld, type Person, printOf, sees, type World } from './testing-world.ts'

// FUZZ_SEED=… repeats a run or looks elsewhere; FUZZ_SHOTS is how many requests an endpoint and role.
const seed = Number(process.env.FUZZ_SEED ?? 20261120)
const shots = Number(process.env.FUZZ_SHOTS ?? 200)
const atOnce = 8

interface Range {
  api: Api
  world: World
  /** One person a role. */
  callers: Person[]
  /** A unit, a person and a role that nobody here is or has, for the administrator to hit; and an import. */
  targets: string[]
  /** Columns of the database as they might be tried as fields. */
  names: string[]
  statuses: Map<number, number>
  refused: Set<string>
}

async function openRange(): Promise<Range> {
  const api = await startApi()
  const columns = await asOwner(api.database.ownerUrl, async (owner) => {
    const found = await owner.query<{ name: string }>(
      "select distinct column_name as name from information_schema.columns where table_schema = 'public'",
    )
    return found.rows.map(({ name }) => name)
  })
  const camelCase = columns.map((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
  const world = await makeWorld(api)
  const { am1, sa1, bm1, ho1, co1, admin } = world.people
  const targets = await api.make(async (db) => {
    const unit = await makeRegion(db)
    const user = await makeUser(db, { role: 'service-agent', unit })
    const role = { code: 'target', name: 'Target', nameZh: '靶', scope: 'own', permissions: [], clearance: [] }
    return [unit.id, user.id, (await db.role.create({ data: { id: newId(), ...role } })).id, world.imports.am1]
  })
  return {
    api,
    world,
    callers: [am1, sa1, bm1, ho1, co1, admin],
    targets,
    names: [...camelCase, ...columns, '__proto__', 'constructor', 'hasOwnProperty', 'visits'],
    statuses: new Map(),
    refused: new Set(),
  }
}

/** Ids to aim with: records of the endpoint's kind and customers, mostly in sight of who asks, and a few of other kinds. */
function aims({ world, targets }: Range, endpoint: Endpoint, person: Person): string[] {
  const kind = endpoint.path.split('/')[1]!
  const inSight = world.customers.filter((customer) => sees(person, customer))
  const often = [...world.customers, ...inSight, ...inSight, ...inSight]
  const ofKind = often.flatMap(({ id, children }) => [children[kind] ?? id, id])
  return [...targets, ...ofKind, ...inSight.slice(0, 3).map(({ children }) => children.accounts!)]
}

/** A session without the price of a password, as sign-in makes one. */
async function freshCookie({ api }: Range, person: Person): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const tokenHash = createHash('sha256').update(token).digest('base64url')
  await api.make((db) => db.session.create({ data: { tokenHash, userId: person.userId } }))
  return `rapport=${api.app.jwt.sign({ sid: token })}`
}

const fire = ({ api }: Range, shot: Shot, cookie: string) =>
  api.app.inject({
    method: shot.method,
    url: `/api${shot.path}`,
    headers: { cookie, origin: 'http://fuzz', host: 'fuzz', 'x-requested-by': 'fuzz', ...shot.headers },
    ...(shot.payload !== undefined && { payload: shot.payload }),
  })

const Said = Problem.strict()
const code = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/
const tells = /select |insert into|prisma|node_modules|\.ts\b|SQLSTATE|pg_|violates|syntax error|0x[0-9a-f]{4}/i

/** What is wrong with a refusal; null when it says what a problem says and nothing of the inside. */
function faultOfRefusal({ statusCode, headers, body }: LightMyRequestResponse): string | null {
  if (statusCode >= 500) return `status ${statusCode}: ${body.slice(0, 200)}`
  if (!String(headers['content-type']).startsWith('application/problem+json')) return 'not a problem'
  const problem = Said.safeParse(JSON.parse(body))
  if (!problem.success || problem.data.status !== statusCode) return `not a problem: ${body.slice(0, 200)}`
  const { title, code: what, details = {}, errors = [] } = problem.data
  const codes = [what, ...errors.map((error) => error.code)]
  const silent =
    codes.every((one) => code.test(one)) && !tells.test([title, ...codes, ...Object.values(details)].join(' '))
  return silent ? null : `tells too much: ${body.slice(0, 200)}`
}

/** What is wrong with an answer; null when it is one that the contract promises. */
function faultOf(endpoint: Endpoint, answer: LightMyRequestResponse): string | null {
  const { statusCode, headers, body } = answer
  if (headers['x-content-type-options'] !== 'nosniff' || !headers['cache-control']) return 'headers are missing'
  if (statusCode >= 400) return faultOfRefusal(answer)
  if (statusCode !== endpoint.status) return `status ${statusCode}, not ${endpoint.status}`
  if (endpoint.gives === 'nothing') return body === '' ? null : 'a body where none is promised'
  if (endpoint.gives === 'csv') return String(headers['content-type']).startsWith('text/csv') ? null : 'not CSV'
  if (endpoint.media !== null) return headers['content-type'] === endpoint.media ? null : 'another kind of file'
  const reply = endpoint.reply.safeParse(JSON.parse(body))
  return reply.success ? null : `reply: ${JSON.stringify(reply.error.issues).slice(0, 300)}`
}

/** All shots of one role at one endpoint, some at a time; what was wrong, each with the request that shows it. */
async function shootAt(range: Range, name: string, endpoint: Endpoint, person: Person, from: number) {
  const random = randomFrom(from)
  const known = aims(range, endpoint, person)
  const left = Array.from({ length: shots }, () => shotAt(endpoint, random, known, range.names))
  const wrong: string[] = []
  const shooter = async () => {
    for (let shot = left.pop(); shot; shot = left.pop()) {
      const cookie = name === 'session.signOut' ? await freshCookie(range, person) : person.cookie
      const answer = await fire(range, shot, cookie)
      range.statuses.set(answer.statusCode, (range.statuses.get(answer.statusCode) ?? 0) + 1)
      const what = faultOf(endpoint, answer)
      if (what) wrong.push(`${person.name} ${what} <- ${JSON.stringify(shot).slice(0, 500)}`)
      else if (answer.statusCode >= 400) range.refused.add((JSON.parse(answer.body) as Problem).requestId)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, shooter))
  return wrong
}

/** Declares the tests of these endpoints: each of them as every role, with so many requests each. */
export function fuzz(which: { name: string; endpoint: Endpoint }[]) {
  let range: Range
  beforeAll(async () => {
    range = await openRange()
  })
  afterAll(() => range.api.close())
  const done = () => [...range.statuses].reduce((sum, [status, n]) => (status < 300 ? sum + n : sum), 0)

  describe(`requests that nobody should send (FUZZ_SEED=${seed})`, () => {
    it.each(which)('$name answers every one of them as promised', async ({ name, endpoint }) => {
      const [before, doneBefore] = [await printOf(range.api), done()]
      const from = seed + endpoints.findIndex((known) => known.name === name) * 10
      const wrong = []
      for (const [i, person] of range.callers.entries())
        wrong.push(...(await shootAt(range, name, endpoint, person, from + i)))
      expect(wrong.slice(0, 10)).toEqual([])
      if (endpoint.method === 'GET' || done() === doneBefore) expect(await printOf(range.api)).toEqual(before)
    })

    it('changed nothing by one that was refused', async () => {
      const { rows } = await range.api.make((db) =>
        db.connection.query<{ id: string }>(
          "select distinct request_id as id from audit_events where action in ('insert', 'update', 'delete')",
        ),
      )
      expect(rows.filter(({ id }) => range.refused.has(id))).toEqual([])
      if (which.some(({ endpoint }) => endpoint.method !== 'GET')) expect(rows.length).toBeGreaterThan(shots / 10)
      console.log(`fuzz: seed ${seed}, answers by status: ${JSON.stringify(Object.fromEntries(range.statuses))}`)
    })
  })
}
