import { units } from '@rapport/contract/administration/organisation'
import { asOwner } from '@rapport/database/as-owner'
import { makeBranch, makeCustomer, makeHeadOffice, makeVisit } from '@rapport/database/factories'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from './testing.ts'

let api: Api
let admin: Client
let agent: Client
let branch: { id: string }
let customer: { id: string }
let visit: { id: string }
beforeAll(async () => {
  api = await startApi()
  branch = await api.make((db) => makeBranch(db))
  admin = await api.signIn('administrator', await api.make((db) => makeHeadOffice(db)))
  agent = await api.signIn('service-agent', branch)
  customer = await api.make((db) =>
    makeCustomer(db, api.product.seal, {
      unit: branch,
      identifications: [{ type: 'resident-id', number: '11010519491231002X' }],
    }),
  )
  visit = await api.make((db) => makeVisit(db, { customer, staff: { id: agent.userId }, plannedOn: '2026-01-05' }))
})
const owner = (sql: string) => asOwner(api.database.ownerUrl, (connection) => connection.query(sql))
const breakTrail = () =>
  owner(`create function broken() returns trigger language plpgsql as $$ begin raise exception 'the sink is full'; end $$;
         create trigger broken before insert on audit_events for each row execute function broken()`)
const mendTrail = () => owner('drop function if exists broken cascade')
afterEach(mendTrail)
afterAll(() => api.close())

const send = (who: Client, method: string, path: string, body: object, headers = {}) =>
  who.send(method, path, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

describe('a trail that cannot be written', () => {
  it('takes the change back with it, answers 503 and when to try again', async () => {
    const changes = [
      () => send(admin, 'PATCH', `/units/${branch.id}`, { name: 'Another' }, { 'if-match': '"1"' }),
      () => send(agent, 'PUT', `/care-visits/${visit.id}/outcome`, { outcome: 'reached', content: 'Done' }),
      () =>
        send(admin, 'POST', '/users', {
          username: 'unwritten',
          name: 'Unwritten',
          unitId: branch.id,
          roleId: api.roles.compliance,
          password: 'a long enough password',
        }),
    ]
    const rows = () =>
      api.make((db) =>
        db.rows(
          'all-rows',
          `select (select jsonb_agg(to_jsonb(u) order by id) from units u) as units,
             (select jsonb_agg(to_jsonb(u) order by id) from users u) as users,
             (select count(*) from credentials) as credentials,
             (select jsonb_agg(to_jsonb(v) order by id) from care_visits v) as visits`,
          [],
        ),
      )
    const before = await rows()
    await breakTrail()
    for (const change of changes) {
      const answer = await change()
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.text()).not.toMatch(/sink/)
    }
    expect(await rows()).toEqual(before)
    await mendTrail()
    for (const change of changes) expect((await change()).status).toBeLessThan(300)
    expect(await rows()).not.toEqual(before)
  })

  it('keeps personal data to itself when the reading cannot be written down', async () => {
    const auditor = await api.signIn('compliance', branch)
    await breakTrail()
    const answer = await auditor.send('GET', '/audit-events')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toMatch(/1101051949/)
    await mendTrail()
    expect((await auditor.send('GET', '/audit-events')).status).toBe(200)
  })

  it('is not asked for by what changes and tells nothing', async () => {
    await breakTrail()
    expect((await agent.call(units.list)).items.length).toBeGreaterThan(0)
  })
})
