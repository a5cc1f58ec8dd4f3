import { asSystem } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { makeBranch, makeRoles, makeUser } from '@rapport/database/factories'
import { migrate } from '@rapport/database/migrate'
import { ensureLoginRole } from '@rapport/database/roles'
import type { Seal } from '@rapport/database/seal'
import { hashPassword } from '../apps/api/src/features/administration/session/passwords.ts'
import { at, table } from './measure.ts'
import { benchPassword } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'

type Product = Awaited<ReturnType<typeof startProduct>>
type Headers = Record<string, string>

/** People who look on, each over a stream of their own. */
const STREAMS = 200
const TASKS = 500
const NOTICES = 10

/** What came by the streams: when, by the title of what it is about and the person. */
class Arrivals {
  private readonly at = new Map<string, number>()
  private waiting: { key: string; come: (at: number) => void } | undefined

  async look(product: Product, person: string, headers: Headers, signal: AbortSignal): Promise<void> {
    const answer = await fetch(`${product.origin}/api/notifications/stream`, { headers, signal })
    if (!answer.ok) throw new Error(`stream: ${answer.status}`)
    const read = async () => {
      let held = ''
      for await (const bytes of answer.body!) {
        held += new TextDecoder().decode(bytes as Uint8Array, { stream: true })
        for (let end = held.indexOf('\n\n'); end >= 0; end = held.indexOf('\n\n')) {
          const data = /^data: (.*)$/m.exec(held.slice(0, end))?.[1] ?? '{}'
          held = held.slice(end + 2)
          for (const { about } of (JSON.parse(data) as { items?: { about?: { title: string } }[] }).items ?? [])
            if (about) this.came(`${person} ${about.title}`)
        }
      }
    }
    read().catch(() => undefined)
  }
  private came(key: string) {
    if (!this.at.has(key)) this.at.set(key, performance.now())
    if (this.waiting?.key === key) this.waiting.come(this.at.get(key)!)
  }
  /** When it came; at most ten seconds are waited. */
  of(person: string, title: string): Promise<number> {
    const key = `${person} ${title}`
    const before = this.at.get(key)
    if (before !== undefined) return Promise.resolve(before)
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${key} did not come within 10 s`)), 10_000)
      this.waiting = {
        key,
        come: (come) => {
          clearTimeout(late)
          resolve(come)
        },
      }
    })
  }
}

/**
 * From the moment at which somebody sends a request until what it causes has arrived at who is told, while 200 people look on
 * (goal: 1 s): one task after another to one of them, and notices to all of them at once.
 */
export async function benchNotifications(ownerUrl: string, seal: Seal, keys: Keys, dataDir: string) {
  await migrate(ownerUrl)
  const { url } = await ensureLoginRole(ownerUrl, { password: seal.derive('database login') })
  const connections = new Connections(url, { most: 2 })
  const passwordHash = await hashPassword(benchPassword)
  const { unit, leader, people } = await asSystem(connections, {}, async (db) => {
    await makeRoles(db)
    const unit = await makeBranch(db)
    const leader = await makeUser(db, { role: 'branch-manager', unit, passwordHash })
    const people = []
    for (let n = 0; n < STREAMS; n++) people.push(await makeUser(db, { role: 'account-manager', unit, passwordHash }))
    return { unit, leader, people }
  })
  await connections.end()
  const product = await startProduct(ownerUrl, keys, dataDir)
  const leave = new AbortController()
  try {
    const arrivals = new Arrivals()
    for (const { id, username } of people)
      await arrivals.look(product, id, await product.signIn(username), leave.signal)
    const headers = await product.signIn(leader.username)
    let sent = 0
    const send = async (path: string, body: object) => {
      const began = performance.now()
      const answer = await fetch(`${product.origin}/api${path}`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': `bench-${sent++}-${'0'.repeat(20)}` },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return { began, answered: performance.now() }
    }
    const dueOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    const tasks = { whole: [] as number[], committed: [] as number[] }
    for (let n = 0; n < TASKS; n++) {
      const { id } = people[n % STREAMS]!
      const { began, answered } = await send('/tasks', { title: `task ${n}`, dueOn, assigneeId: id })
      const came = await arrivals.of(id, `task ${n}`)
      tasks.whole.push(came - began)
      tasks.committed.push(Math.max(0, came - answered))
    }
    const toAll = { whole: [] as number[], committed: [] as number[] }
    for (let n = 0; n < NOTICES; n++) {
      const notice = { title: `notice ${n}`, body: 'to everybody', unitIds: [unit.id] }
      const { began, answered } = await send('/notices', notice)
      for (const { id } of people) {
        const came = await arrivals.of(id, notice.title)
        toAll.whole.push(came - began)
        toAll.committed.push(Math.max(0, came - answered))
      }
    }
    console.log(`\nNotifications, ${STREAMS} streams, ms (goal: on screen within 1,000 of the cause)\n`)
    const row = (name: string, times: number[]) => {
      const sorted = times.toSorted((one, other) => one - other)
      return [name, String(sorted.length), ...[0.5, 0.95, 0.99, 1].map((share) => at(sorted, share).toFixed(0))]
    }
    console.log(
      table(
        ['', 'arrivals', 'p50', 'p95', 'p99', 'longest'],
        [
          row('a task to one person, from the request', tasks.whole),
          row('a task to one person, from its answer', tasks.committed),
          row('a notice to all, from the request', toAll.whole),
          row('a notice to all, from its answer', toAll.committed),
        ],
      ),
    )
  } finally {
    leave.abort()
    await product.stop()
  }
}
