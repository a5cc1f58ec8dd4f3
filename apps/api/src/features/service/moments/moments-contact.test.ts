import { cases } from '@rapport/contract/service/cases'
import { moments } from '@rapport/contract/service/moments'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, startFirm, today } from './testing.ts'

let firm: Firm
beforeAll(async () => {
  firm = await startFirm()
  await firm.publish(today)
  await firm.look()
})
afterAll(() => firm.close())

let n = 0
/** A wish to close the account (M08, care) or a sign-in from a new device (M27, a notice that is owed). */
const happens = async (of: { id: string }, ...kinds: string[]) => {
  for (const kind of kinds)
    await firm.put('customer_signals', { customer_id: of.id, kind, occurred_on: today, external_key: `c${++n}` })
  await firm.publish(today)
  await firm.look()
}
const became = async (of: { id: string }) =>
  (await firm.moments(of)).map(({ code, state, reason }) => [code, reason ?? state])
const stop = (of: { id: string }, kind: string) =>
  firm.make((db) =>
    db.rows('', `insert into contact_stops (id, customer_id, kind, reason) values ($1, $2, $3, 'asked')`, [
      newId(),
      of.id,
      kind,
    ]),
  )
const both = ['closing', 'new-device']

describe('who is left in peace', () => {
  it('by law or by death gets nothing, whatever is owed', async () => {
    for (const kind of ['legal-block', 'deceased']) {
      const of = await firm.customer()
      await stop(of, kind)
      await happens(of, ...both)
      expect(await became(of)).toEqual([
        ['M08', kind],
        ['M27', kind],
      ])
      expect(await firm.tasks(of)).toEqual([])
    }
  })

  it('by their own wish, or while a complaint of theirs is open, still gets what is owed', async () => {
    const [asked, complained] = [await firm.customer(), await firm.customer()]
    await stop(asked, 'do-not-disturb')
    const agent = await firm.api.signIn('service-agent', firm.branch)
    await agent.call(cases.register, {
      body: {
        classCode: 'complaint',
        channel: 'phone',
        title: '佣金',
        customerId: complained.id,
        subjectId: firm.manager.id,
      },
    })
    for (const of of [asked, complained]) await happens(of, ...both)
    // Why it is left stays untold: the complaint may be about whoever reads it.
    for (const of of [asked, complained])
      expect(await became(of)).toEqual(
        expect.arrayContaining([
          ['M08', 'do-not-disturb'],
          ['M27', 'task'],
        ]),
      )
  })

  it('after a call of the day is not called again, but for what is owed', async () => {
    const of = await firm.customer()
    await happens(of, 'closing')
    await firm.make((db) =>
      db.rows('', `update tasks set state = 'started', started_at = created_at where customer_id = $1`, [of.id]),
    )
    await happens(of, 'transfer-out')
    expect(await became(of)).toEqual([
      ['M08', 'task'],
      ['M08', 'cap'],
    ])
    await happens(of, 'new-device')
    expect(await became(of)).toContainEqual(['M27', 'task'])
    expect(await firm.tasks(of)).toHaveLength(2)
  })

  it('at night is not called before eight in the morning, but for what is owed', async () => {
    firm.clock(`${today}T15:30:00Z`)
    const [care, owed] = [await firm.customer(), await firm.customer()]
    await happens(care, 'closing')
    await happens(owed, 'new-device')
    expect(await firm.tasks(care)).toMatchObject([{ notBefore: new Date('2026-11-19T00:00:00Z') }])
    expect(await firm.tasks(owed)).toMatchObject([{ notBefore: null }])
    firm.clock(`${today}T12:00:00Z`)
  })
})

describe('a rule that writes', () => {
  const template = (code: string, state = 'approved') =>
    firm.make((db) =>
      db.messageTemplate.create({
        data: {
          id: newId(),
          code,
          number: 1,
          channel: 'sms',
          class: 'SERVICE',
          name: code,
          nameZh: code,
          body: 'We have received your request: {business}.',
          bodyZh: '收到您的{business}申请。',
          state,
          approvedBy: state === 'approved' ? firm.manager.id : null,
          approvedAt: state === 'approved' ? new Date() : null,
        },
      }),
    )
  const messages = (of: { id: string }) =>
    firm.make((db) => db.outboundMessage.findMany({ where: { customerId: of.id } }))

  it('puts approved words into the outbox with what the moment says, and a task as well where it does both', async () => {
    await template('closing')
    const [one, two, quiet] = [await firm.customer(), await firm.customer(), await firm.customer()]
    await stop(quiet, 'do-not-disturb')
    await firm.change('M08', { action: 'message', message: 'closing' })
    await happens(one, 'closing')
    expect(await became(one)).toEqual([['M08', 'message']])
    expect(await firm.tasks(one)).toEqual([])
    expect(await messages(one)).toMatchObject([{ class: 'SERVICE', state: 'waiting', variables: { business: '销户' } }])
    await firm.change('M08', { action: 'both' })
    await happens(two, 'closing')
    await happens(quiet, 'closing')
    expect([await became(two), await became(quiet)]).toEqual([[['M08', 'task']], [['M08', 'message']]])
    expect([(await firm.tasks(two)).length, (await messages(two)).length]).toEqual([1, 1])
    expect([(await firm.tasks(quiet)).length, (await messages(quiet)).length]).toEqual([0, 1])
    const leader = await firm.api.signIn('branch-manager', firm.branch)
    const { messages: told, counts } = await leader.call(moments.openRule, { params: { code: 'M08' } })
    expect(told).toEqual({ written: 3, waiting: 3, sent: 0, keptBack: 0, failed: 0 })
    expect(counts.messages).toBe(2)
    const listed = await leader.call(moments.list, { query: { customer: one.id } })
    expect(listed.items).toMatchObject([{ state: 'message', messageId: (await messages(one))[0]!.id }])
  })

  it('writes nothing by words that are approved no more', async () => {
    await firm.make((db) => db.rows('', `update message_templates set state = 'retired' where code = 'closing'`, []))
    await firm.change('M08', { action: 'message' })
    const of = await firm.customer()
    await happens(of, 'closing')
    expect(await became(of)).toEqual([['M08', 'no-template']])
    expect(await messages(of)).toEqual([])
  })

  it('is drafted with words that are approved and ask for nothing that no moment tells', async () => {
    const maker = await firm.api.signIn('head-office', firm.branch)
    const { definition } = await maker.call(moments.openRule, { params: { code: 'M12' } })
    await template('drafted', 'draft')
    await template('approved')
    const save = (change: object) =>
      maker.send('PUT', '/moment-rules/M12/draft', {
        body: JSON.stringify({ ...definition, ...change }),
        headers: { 'content-type': 'application/json' },
      })
    expect((await save({ action: 'message', message: null })).status).toBe(400)
    expect((await save({ action: 'task', message: 'approved' })).status).toBe(400)
    for (const message of ['drafted', 'nowhere']) expect((await save({ action: 'message', message })).status).toBe(422)
    expect((await save({ action: 'both', message: 'approved' })).status).toBe(200)
  })
})
