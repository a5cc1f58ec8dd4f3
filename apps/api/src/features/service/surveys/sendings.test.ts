import { messageTemplates } from '@rapport/contract/service/message-templates'
import { surveys } from '@rapport/contract/service/surveys'
import { tasks } from '@rapport/contract/service/tasks'
import { makeVisit } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emailBy } from '#features/service/messages/sending/email.ts'
import { sendMessages } from '#features/service/messages/sending/send-messages.ts'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { type Mail, mailBy } from '#mail/mail.ts'
import { bodyOf, startMailServer } from '#mail/testing-mail-server.ts'
import { inviteAfterContacts } from './after-contacts.ts'
import { type Surveys, score, startSurveys } from './testing.ts'

let all: Surveys
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: Mail
let templateId: string
beforeAll(async () => {
  all = await startSurveys()
  server = await startMailServer()
  mail = mailBy(server.url, undefined, { pooled: true })!
  templateId = (await all.template({ body: 'Please answer: {link}', bodyZh: '请您评价：{link}' })).id
})
afterAll(async () => {
  mail.close()
  await server.close()
  await all.api.close()
})

const origin = 'https://rapport.firm.example'
const leave = (from: string | null = origin) =>
  sendMessages({ ...all.api.product, origin: from }, 'email', emailBy(mail, from), () => false)
const send = (surveyId: string, segmentId: string, more: object = {}) =>
  all.bm.call(surveys.send, {
    params: { id: surveyId },
    body: { segmentId, templateId, language: 'zh-CN', seed: '2026', size: 100, ...more },
  })
const customers = async (n: number) => {
  const made = []
  for (let i = 0; i < n; i++) made.push(await all.customer())
  return made
}
const stop = (customerId: string, kind = 'do-not-disturb') =>
  all.api.make((db) => db.contactStop.create({ data: { id: newId(), customerId, kind, reason: '客户要求' } }))
const askedOf = (surveyId: string) =>
  all.api.make((db) => db.surveyInvitation.findMany({ where: { surveyId }, orderBy: { customerId: 'asc' } }))
const later = (days: number) => {
  all.clock.at = new Date(all.clock.at.getTime() + days * 86_400_000)
}

describe('sent to a segment', () => {
  it('reaches each by a letter with a link of their own, which is nowhere else, and works once', async () => {
    const survey = await all.live()
    const [one, two] = await customers(2)
    const sending = await send(survey.id, (await all.segment([one!, two!])).id)
    expect(sending).toMatchObject({ population: 2, drawn: 2, sent: 0, answered: 0 })
    await leave()
    const links = [one, two].map((customer) => {
      const letter = server.letters.find(({ to }) => to.includes(customer!.email))!
      return /https:\/\/rapport\.firm\.example\/s\/([A-Za-z0-9_-]{22})\s/.exec(`${bodyOf(letter)} `)![1]!
    })
    expect(new Set(links).size).toBe(2)
    expect((await all.answer(links[0]!, [score('csat', 5), score('nps', 10)])).status).toBe(200)
    const { items } = await all.am.call(surveys.sendings, { params: { id: survey.id } })
    // Whoever asked and the branch see it; an account manager who did not ask does not.
    expect(items).toEqual([])
    expect((await all.bm.call(surveys.sendings, { params: { id: survey.id } })).items).toMatchObject([
      { sent: 2, answered: 1, excluded: { stopped: 0, asked: 0, closed: 0 } },
    ])
    const rows = await all.api.make(async (db) => {
      const kept = []
      for (const table of ['outbound_messages', 'survey_invitations', 'survey_responses', 'audit_events'])
        kept.push(...(await db.rows<{ row: string }>('', `select to_jsonb(t)::text as row from ${table} t`, [])))
      return kept.map(({ row }) => row).join()
    })
    for (const link of links) expect(rows).not.toContain(link)
    expect(rows).toContain('请您评价：…')
  })

  it('is a random sample, the same of the same seed, without who wants no contact, is closed or was asked within thirty days', async () => {
    const [free, members] = [await customers(8), await customers(3)]
    const [stopped, closed, asked] = members
    await stop(stopped!.id)
    await all.api.make((db) => db.customer.update({ where: { id: closed!.id }, data: { lifecycle: 'closed' } }))
    await all.link((await all.live()).id, asked!.id)
    const segment = await all.segment([...free, ...members])
    const drawnBy = async (seed: string) => {
      const survey = await all.live()
      const sending = await send(survey.id, segment.id, { seed, size: 3 })
      expect(sending).toMatchObject({ population: 11, drawn: 3, excluded: { stopped: 1, closed: 1, asked: 1 } })
      const ids = (await askedOf(survey.id)).map(({ customerId }) => customerId)
      // Asked no more, as if it had not been.
      await all.api.make((db) => db.surveyInvitation.deleteMany({ where: { surveyId: survey.id } }))
      return ids
    }
    const first = await drawnBy('a')
    expect(await drawnBy('a')).toEqual(first)
    const others = [await drawnBy('b'), await drawnBy('c'), await drawnBy('d')]
    expect(others.some((ids) => ids.join() !== first.join())).toBe(true)
    for (const ids of [first, ...others]) for (const { id } of members) expect(ids).not.toContain(id)
  })

  it('asks nobody twice within thirty days, and again after', async () => {
    const before = all.clock.at
    const segment = await all.segment(await customers(2))
    const survey = await all.live()
    await send(survey.id, segment.id)
    expect(await refusalOf(send(survey.id, segment.id))).toEqual([422, 'survey.nobody'])
    later(31)
    expect(await send((await all.live()).id, segment.id)).toMatchObject({ drawn: 2 })
    all.clock.at = before
  })

  it('goes by approved words that have a link and nothing else to fill in, to a segment in sight', async () => {
    const survey = await all.live()
    const segment = await all.segment(await customers(1))
    const without = await all.template({ body: 'Hello', bodyZh: '您好' })
    const more = await all.template({ body: '{link} {date}', bodyZh: '{link}{date}' })
    const draft = { channel: 'email', class: 'SERVICE', urgent: false, name: 'x', nameZh: 'x' } as const
    const raw = await all.ho.call(messageTemplates.draft, {
      body: { ...draft, code: 'raw', subject: 'x', subjectZh: 'x', body: '{link}', bodyZh: '{link}' },
    })
    for (const id of [without.id, more.id])
      expect(await refusalOf(send(survey.id, segment.id, { templateId: id }))).toEqual([422, 'survey.template'])
    expect(await refusalOf(send(survey.id, segment.id, { templateId: raw.id }))).toEqual([422, 'template.not-approved'])
    expect(await refusalOf(send(survey.id, newId()))).toEqual([404, 'not-found'])
    const draftOnly = await all.bm.call(surveys.create, { body: all.draft() })
    expect(await refusalOf(send(draftOnly.id, segment.id))).toEqual([409, 'survey.not-live'])
  })

  it('waits for the rules of contact like every message: who is blocked meanwhile is not written to and counts as not asked', async () => {
    const survey = await all.live()
    const [one] = await customers(1)
    await send(survey.id, (await all.segment([one!])).id)
    await stop(one!.id, 'legal-block')
    await leave()
    const { items } = await all.ho.call(surveys.sendings, { params: { id: survey.id } })
    expect(items).toMatchObject([{ drawn: 1, sent: 0 }])
    expect((await all.ho.call(surveys.results, { params: { id: survey.id } })).asked).toBe(0)
  })

  it('does not leave where nobody has said under which address the pages are', async () => {
    const survey = await all.live()
    const [one] = await customers(1)
    await send(survey.id, (await all.segment([one!])).id)
    await leave(null)
    expect(server.letters.some(({ to }) => to.includes(one!.email))).toBe(false)
  })
})

describe('after a contact', () => {
  const set = (surveyId: string, contacts: 'visit' | 'task', percent: number) =>
    all.bm.call(surveys.askAfterContacts, {
      params: { id: surveyId },
      body: { afterContacts: { contacts, percent, seed: 's', templateId, language: 'zh-CN' } },
    })
  const visited = (customerId: string, recordedAt = all.clock.at, more: object = {}) =>
    all.api.make((db) =>
      makeVisit(db, {
        customer: { id: customerId },
        staff: { id: all.am.userId },
        plannedOn: '2026-11-20',
        outcome: 'reached',
        recordedAt,
        ...more,
      } as never),
    )
  const over = (surveyId: string) => all.bm.call(surveys.close, { params: { id: surveyId } })

  it('asks once for each visit, and not for those of before it was set', async () => {
    const survey = await all.live()
    const [before, one, two, nobody] = await customers(4)
    await visited(before!.id, new Date(all.clock.at.getTime() - 60_000))
    await set(survey.id, 'visit', 100)
    for (const id of [one!.id, one!.id, two!.id]) await visited(id)
    await stop(nobody!.id)
    await visited(nobody!.id)
    for (let look = 0; look < 3; look++) await inviteAfterContacts(all.api.product)
    const asked = await askedOf(survey.id)
    expect(asked.map(({ customerId, cause }) => [customerId, cause]).toSorted()).toEqual(
      [one, two].map((customer) => [customer!.id, 'visit']).toSorted(),
    )
    expect(asked.every(({ messageId, causeId }) => messageId !== null && causeId !== null)).toBe(true)
    await over(survey.id)
    const [late] = await customers(1)
    await visited(late!.id)
    await inviteAfterContacts(all.api.product)
    expect(await askedOf(survey.id)).toHaveLength(2)
  })

  it('asks the part that is wanted, the same whoever looks', async () => {
    const survey = await all.live()
    await set(survey.id, 'visit', 40)
    const many = await customers(40)
    for (const { id } of many) await visited(id)
    await Promise.all([inviteAfterContacts(all.api.product), inviteAfterContacts(all.api.product)])
    const { length } = await askedOf(survey.id)
    expect(length).toBeGreaterThan(6)
    expect(length).toBeLessThan(27)
    await inviteAfterContacts(all.api.product)
    expect(await askedOf(survey.id)).toHaveLength(length)
    await over(survey.id)
  })

  it('asks after tasks that were done without a visit', async () => {
    const survey = await all.live()
    await set(survey.id, 'task', 100)
    const [one, other] = await customers(2)
    const done = async (customerId: string, outcome: 'handled' | 'reached') => {
      const task = {
        kind: 'own' as const,
        title: '办理',
        customerId,
        assigneeId: all.am.userId,
        necessity: 'may' as const,
      }
      const [id] = await all.api.make((db) =>
        addTasks(db, [{ ...task, dueAt: all.clock.at, warnAt: null }], all.clock.at),
      )
      const contact = outcome === 'reached' ? { channel: 'phone' as const, minutes: 5 } : {}
      await all.am.call(tasks.record, { params: { id: id! }, body: { outcome, ...contact } })
    }
    await done(one!.id, 'handled')
    await done(other!.id, 'reached')
    await inviteAfterContacts(all.api.product)
    expect((await askedOf(survey.id)).map(({ customerId, cause }) => [customerId, cause])).toEqual([[one!.id, 'task']])
    await over(survey.id)
  })
})
