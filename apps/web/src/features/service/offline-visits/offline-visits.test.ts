import 'fake-indexeddb/auto'
import { Refusal } from '@rapport/contract/client'
import type { CareVisitEntry } from '@rapport/contract/service/care-visits'
import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NotKept, read, type SealedVisit, write } from './device.ts'
import { keptVisits, newEntryId } from './kept-visits.ts'
import { sendVisits, writeDown } from './send-visits.ts'

const [li, wang] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
/** The firm: what it has, by id, and how it answers; `signedIn` is whose cookie the browser has. */
let firm: { has: CareVisitEntry[]; signedIn: string | null; says: (entry: CareVisitEntry) => Response | undefined }
let line: 'up' | 'down' | 'no-answer'

const problem = (status: number, code: string, field?: string) =>
  Response.json(
    {
      type: 'about:blank',
      title: code,
      status,
      code,
      requestId: 'r1',
      ...(field && { errors: [{ field, code }] }),
    },
    { status },
  )
function answer(entry: CareVisitEntry): Response {
  if (firm.signedIn === null) return problem(401, 'signed-out')
  if (entry.madeBy !== firm.signedIn) return problem(409, 'care-visit.of-another-person')
  const said = firm.says(entry)
  if (said) return said
  if (!firm.has.some(({ entryId }) => entryId === entry.entryId)) firm.has.push(entry)
  return Response.json({ state: 'recorded' }, { status: 201 })
}

beforeEach(async () => {
  firm = { has: [], signedIn: li, says: () => undefined }
  line = 'up'
  await write('visits', (visits) => visits.clear())
  const turns = new Map<string, Promise<unknown>>()
  vi.stubGlobal('navigator', {
    get onLine() {
      return line !== 'down'
    },
    locks: {
      request: (name: string, act: () => Promise<unknown>) => {
        const mine = (turns.get(name) ?? Promise.resolve()).then(act)
        turns.set(
          name,
          mine.catch(() => undefined),
        )
        return mine
      },
    },
  })
  vi.stubGlobal('fetch', async (_: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
    if (line === 'down') throw new TypeError('Failed to fetch')
    const entry = JSON.parse(body) as CareVisitEntry
    expect(headers['idempotency-key']).toBe(entry.entryId)
    const said = answer(entry)
    if (line === 'no-answer') throw new TypeError('Failed to fetch')
    return said
  })
})
afterEach(() => void vi.unstubAllGlobals())

const visit = (content: string, madeBy = li) => ({
  customer: '王小明 · 100200',
  entry: {
    entryId: newEntryId(),
    madeBy,
    enteredAt: '2026-11-20T02:30:00Z',
    visitId: null,
    visit: { customerNo: '100200', kind: 'care', channel: 'in-person', on: '2026-11-20', securityId: null },
    outcome: 'reached',
    content,
    minutes: 25,
  } satisfies CareVisitEntry,
})
const inTheFirm = () => firm.has.map(({ content }) => content)
const waiting = async (person = li) => (await keptVisits(person)).map(({ state, entry }) => `${state} ${entry.content}`)

test('with a network it is with the firm at once, and nothing stays on the device', async () => {
  expect(await writeDown(visit('谈养老'))).toBe('sent')
  expect([inTheFirm(), await waiting()]).toEqual([['谈养老'], []])
})

test('without a network it is kept, and sent in order when there is one', async () => {
  line = 'down'
  for (const said of ['一', '二', '三']) expect(await writeDown(visit(said))).toBe('kept')
  await sendVisits(li)
  expect([inTheFirm(), await waiting()]).toEqual([[], ['waiting 一', 'waiting 二', 'waiting 三']])
  line = 'up'
  expect(await writeDown(visit('四'))).toBe('sent')
  expect([inTheFirm(), await waiting()]).toEqual([['一', '二', '三', '四'], []])
})

test('an answer that never came makes nothing double, from two tabs at once', async () => {
  line = 'no-answer'
  expect(await writeDown(visit('一'))).toBe('kept')
  line = 'up'
  await Promise.all([sendVisits(li), sendVisits(li)])
  expect([inTheFirm(), await waiting()]).toEqual([['一'], []])
})

test('the page of a network that lets nobody out is not taken for the firm', async () => {
  const taken = firm.says
  firm.says = () => new Response('<h1>Welcome to Hotel</h1>', { headers: { 'content-type': 'text/html' } })
  expect(await writeDown(visit('一'))).toBe('kept')
  firm.says = () => Response.json({ welcome: true })
  await sendVisits(li)
  expect(await waiting()).toEqual(['waiting 一'])
  firm.says = taken
  await sendVisits(li)
  expect([inTheFirm(), await waiting()]).toEqual([['一'], []])
})

test('a session that ended meanwhile holds them up, and loses none', async () => {
  line = 'down'
  await writeDown(visit('一'))
  line = 'up'
  firm.signedIn = null
  await sendVisits(li)
  expect(await waiting()).toEqual(['waiting 一'])
  firm.signedIn = li
  await sendVisits(li)
  expect([inTheFirm(), await waiting()]).toEqual([['一'], []])
})

test('somebody else at this device neither reads nor sends them', async () => {
  line = 'down'
  await writeDown(visit('一'))
  line = 'up'
  firm.signedIn = wang
  await sendVisits(wang)
  // A tab of the person before that is still open.
  await sendVisits(li)
  expect([await waiting(wang), inTheFirm(), await waiting(li)]).toEqual([[], [], ['waiting 一']])
  const rows = await read<SealedVisit[]>('visits', (visits) => visits.getAll())
  const moved = rows.map((row) => ({ ...row, person: wang }))
  await write('visits', (visits) => {
    for (const row of moved) visits.put(row)
  })
  expect(await waiting(wang)).toEqual([])
})

test('what lies on the disk says nothing of customer or content, and its key does not leave the browser', async () => {
  line = 'down'
  await writeDown(visit('谈养老'))
  const [row] = await read<SealedVisit[]>('visits', (visits) => visits.getAll())
  expect(Object.keys(row!).sort()).toEqual(['entryId', 'person', 'sealed', 'state'])
  const bytes = Buffer.from(row!.sealed.data)
  for (const word of ['谈养老', '王小明', '100200']) expect(bytes.includes(word)).toBe(false)
  const key = await read<CryptoKey>('keys', (keys) => keys.get(li))
  expect(key.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

test('one that is refused is kept with the reason, and does not stop the others', async () => {
  line = 'down'
  for (const said of ['一', '换了人', '三']) await writeDown(visit(said))
  line = 'up'
  firm.says = ({ content }) =>
    content === '换了人' ? problem(422, 'customer-no.nobody', 'visit.customerNo') : undefined
  await sendVisits(li)
  expect([inTheFirm(), await waiting()]).toEqual([['一', '三'], ['attention 换了人']])
  const [kept] = await keptVisits(li)
  expect(kept?.refused).toEqual({ status: 422, code: 'customer-no.nobody', field: 'visit.customerNo' })
  await sendVisits(li)
  expect(await waiting()).toEqual(['attention 换了人'])
})

test('a firm that is busy or has no words is asked later', async () => {
  for (const said of [problem(503, 'busy'), problem(429, 'too-many'), new Response('bad gateway', { status: 404 })]) {
    firm.says = () => said.clone() as Response
    expect(await writeDown(visit('一'))).toBe('kept')
    await write('visits', (visits) => visits.clear())
  }
})

test('refused while its writer looks at the form, the form says why, and leaving it loses nothing; corrected it is sent', async () => {
  firm.says = () => problem(422, 'customer-no.nobody', 'visit.customerNo')
  const typed = visit('一')
  const refused = await writeDown(typed).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  expect(await waiting()).toEqual(['attention 一'])
  firm.says = () => undefined
  expect(await writeDown({ ...typed, entry: { ...typed.entry, content: '一，改过' } })).toBe('sent')
  expect([inTheFirm(), await waiting()]).toEqual([['一，改过'], []])
})

test('a full disk is said, and what can still be sent is sent', async () => {
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  })
  try {
    expect(await writeDown(visit('一'))).toBe('sent')
    line = 'down'
    const failed = await writeDown(visit('二')).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(NotKept)
    expect((failed as NotKept).why).toBe('full')
    firm.says = () => problem(422, 'care-visit.not-yet')
    line = 'up'
    expect(await writeDown(visit('三')).catch((error: unknown) => error)).toBeInstanceOf(Refusal)
  } finally {
    full.mockRestore()
  }
  expect([inTheFirm(), await waiting()]).toEqual([['一'], []])
})

test('a hundred ids of one moment are different, in order, and of version 7', () => {
  const ids = Array.from({ length: 100 }, () => newEntryId(1_760_000_000_000))
  expect(new Set(ids).size).toBe(100)
  expect(ids).toEqual(ids.toSorted())
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
