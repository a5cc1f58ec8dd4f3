import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { suitabilityKinds } from '@rapport/contract/marketing/product-types'
import { recommendations } from '@rapport/contract/marketing/recommendations'
import type { RecommendationDraft } from '@rapport/contract/marketing/recommendations-made'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { messages } from '@rapport/contract/service/messages'
import { asViewer } from '@rapport/database/as-viewer'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeChecks } from '#features/customer/suitability-checks/make-checks.ts'
import { askSmall, assess, license, onOffer } from '#features/customer/suitability-checks/testing.ts'
import { refusalOf } from '#features/customer/testing.ts'
import { emailBy } from '#features/service/messages/sending/email.ts'
import { sendMessages } from '#features/service/messages/sending/send-messages.ts'
import { startMessages } from '#features/service/messages/testing.ts'
import { viewerById } from '#http/session.ts'
import { type Mail, mailBy } from '#mail/mail.ts'
import { bodyOf, startMailServer } from '#mail/testing-mail-server.ts'

let here: Awaited<ReturnType<typeof startMessages>>
let server: Awaited<ReturnType<typeof startMailServer>>
let mail: Mail
let asked: string
let words: string
let product: { id: string }
const morning = new Date('2026-11-21T03:00:00Z')

beforeAll(async () => {
  here = await startMessages()
  server = await startMailServer()
  mail = mailBy(server.url, 'rapport@firm.example', { pooled: true })!
  const kinds = [...new Set(Object.values(suitabilityKinds))].filter((kind) => kind !== 'other')
  asked = await askSmall(here as never, '2026-11-21', kinds)
  here.clock.at = morning
  await license(here.api, here.am.userId)
  await license(here.api, here.bm.userId, '2026-11-20')
  product = await onOffer(here.api, { grade: 3, termDays: 90, complex: true, name: 'Balanced', nameZh: '均衡' })
  const { items } = await here.am.call(messageTemplates.list)
  words = items.find(({ code }) => code === 'recommendation-email')!.id
})
afterAll(async () => {
  mail.close()
  await server.close()
  await here.api.close()
})
beforeEach(() => {
  here.clock.at = morning
  server.letters.length = 0
})

/** A customer of a class, by the answer to the questionnaire: a to e are C1 to C5. */
async function customerOf(answer = 'c', name?: string) {
  const customer = await here.customer(name)
  await assess(here.am, asked, customer.id, answer)
  return customer
}
const consent = ({ id }: { id: string }) =>
  here.am.call(contactPermissions.consent, {
    params: { id },
    body: { channel: 'email', textVersion: 'v3', evidence: '开户协议', source: 'contract' },
  })
const send = () => sendMessages(here.api.product, 'email', emailBy(mail, 'https://rapport.firm.example'), () => false)
const said = (): RecommendationDraft => ({
  by: 'speech',
  channel: 'phone',
  productId: product.id,
  text: '适合一年内不用的钱',
})
const written = (): RecommendationDraft => ({
  ...{ by: 'letter', productId: product.id, text: '适合一年内不用的钱', templateId: words, language: null },
})
const recommend = ({ id }: { id: string }, body: RecommendationDraft = said(), who = here.am) =>
  who.call(recommendations.send, { params: { id }, body })
const made = async ({ id }: { id: string }) => (await here.am.call(recommendations.made, { params: { id } })).items
const checksOf = async ({ id }: { id: string }) =>
  (await here.am.call(suitabilityChecks.list, { params: { id } })).items
const answer = (of: { id: string; version: number }, response: 'interested' | 'no-answer' | 'declined' | 'bought') =>
  here.am.call(recommendations.answer, { params: { id: of.id }, version: of.version, body: { response } })
const misfit = (code: string) => ({
  ...{ status: 422, code: 'recommendation.unsuitable' },
  errors: [{ field: 'productId', code: `unsuitable.${code}` }],
})
const rows = (sql: string, values: unknown[] = []) => here.api.make((db) => db.rows('', sql, values))

describe('a recommendation by a letter', () => {
  it('goes with the risk notice of the product in the language of the customer, under one check that is kept and replays', async () => {
    const customer = await customerOf('c', '欧阳娜娜')
    await consent(customer)
    const one = await recommend(customer, written())
    expect(one).toMatchObject({
      ...{ product: { id: product.id }, channel: 'email', state: 'waiting', reason: null, response: null },
      ...{ licence: { kind: 'investment-adviser' }, by: { id: here.am.userId }, notice: { number: 1 } },
    })
    await send()
    const letter = server.letters.find(({ to }) => to.includes(customer.email))!
    for (const part of [
      '欧阳娜娜您好',
      '适合一年内不用的钱',
      '均衡',
      '风险等级为R3',
      '承受能力等级为C3',
      '期限90天',
      '结构复杂',
    ])
      expect(bodyOf(letter)).toContain(part)
    for (const part of ['《风险揭示书.pdf》（第1版）', '可能损失本金']) expect(bodyOf(letter)).toContain(part)
    expect(await made(customer)).toEqual([{ ...one, state: 'sent' }])
    const checks = await checksOf(customer)
    expect(checks).toMatchObject([
      { id: one.checkId, outcome: 'match', initiative: 'firm', product: { id: product.id } },
    ])
    const replayed = await here.am.call(suitabilityChecks.replay, { params: { id: one.checkId } })
    expect(replayed).toMatchObject({ same: true, differences: [] })
  })

  it('says the risk in English to who reads English', async () => {
    const customer = await customerOf()
    await consent(customer)
    await recommend(customer, { ...written(), language: 'en' } as RecommendationDraft)
    await send()
    const text = bodyOf(server.letters.find(({ to }) => to.includes(customer.email))!).replace(/\s+/g, ' ')
    for (const part of ['graded R3; your class is C3', 'bound for 90 days', 'may lose what you paid in', 'Balanced'])
      expect(text).toContain(part)
  })

  it('is kept back without consent, after an opt-out or a stop, each with its reason, and waits out the night', async () => {
    const [unasked, ended, disturbed, willing] = [
      await customerOf(),
      await customerOf(),
      await customerOf(),
      await customerOf(),
    ]
    for (const one of [ended, disturbed, willing]) await consent(one)
    await here.am.call(contactPermissions.stop, {
      params: { id: disturbed.id },
      body: { kind: 'do-not-disturb', reason: '勿扰' },
    })
    const offer = await recommend(ended, written())
    await send()
    const link = /https:\/\/\S+\/unsubscribe\/(\S+)/.exec(bodyOf(server.letters[0]!))!
    await fetch(`${here.api.origin}/api/unsubscriptions/${link[1]}`, { method: 'POST' })
    for (const one of [unasked, ended, disturbed]) await recommend(one, written())
    here.clock.at = new Date('2026-11-21T14:00:00Z')
    const late = await recommend(willing, written())
    await send()
    const stateOf = async (one: { id: string }) => (({ state, reason }) => reason ?? state)((await made(one))[0]!)
    expect(await Promise.all([unasked, ended, disturbed, willing].map(stateOf))).toEqual([
      ...['NO_CONSENT', 'OPTED_OUT', 'DND', 'waiting'],
    ])
    expect((await made(ended))[1]).toMatchObject({ id: offer.id, state: 'sent' })
    expect(await refusalOf(answer(late, 'bought'))).toMatchObject({ status: 409, code: 'recommendation.not-heard' })
    here.clock.at = new Date('2026-11-22T00:01:00Z')
    await send()
    expect(await stateOf(willing)).toBe('sent')
  })

  it('goes by approved words that carry product, text and notice and nothing else, and by a channel that there is', async () => {
    const customer = await customerOf()
    const body = '{text} {product} {notice} {date}'
    const drafts = [
      ...[
        { body, bodyZh: body },
        { class: 'SERVICE' as const, body: '{text} {product} {notice}', bodyZh: '{text}' },
      ],
      { class: 'MARKETING' as const, body: '{text} {product}', bodyZh: '{text} {product}' },
      // The notice in one language is no notice to who reads the other.
      { class: 'MARKETING' as const, body: '{text} {product} {notice}', bodyZh: '{text} {product}' },
    ]
    for (const draft of drafts) {
      const { id: templateId } = await here.template(draft)
      expect(await refusalOf(recommend(customer, { ...written(), templateId } as RecommendationDraft))).toMatchObject({
        ...{ status: 422, errors: [{ field: 'templateId', code: 'recommendation.template' }] },
      })
    }
    expect(await made(customer)).toEqual([])
    expect(await checksOf(customer)).toEqual([])
  })
})

describe('what is not recommended', () => {
  it('is a misfit, also where it is asked for directly: nothing of it is kept', async () => {
    const customer = await customerOf('b')
    for (const body of [said(), written()])
      expect(await refusalOf(recommend(customer, body))).toEqual(misfit('mismatch-risk'))
    const never = await here.customer()
    expect(await refusalOf(recommend(never))).toMatchObject({
      ...{ status: 422, code: 'recommendation.unsuitable' },
      errors: expect.arrayContaining([expect.objectContaining({ code: 'unsuitable.no-assessment' })]),
    })
    for (const one of [customer, never]) {
      expect([await made(one), await checksOf(one)]).toEqual([[], []])
      expect((await here.am.call(messages.list, { query: { customer: one.id } })).total).toBe(0)
    }
  })

  it('is whatever a check does not let pass, for each class and each kind, and nothing else', async () => {
    const types = Object.keys(suitabilityKinds) as (keyof typeof suitabilityKinds)[]
    const shelf: string[] = []
    for (const [n, type] of types.entries())
      shelf.push(
        (
          await onOffer(here.api, {
            ...{ type, grade: 1 + ((n * 7) % 5), complex: n % 4 === 0, termDays: [null, 30, 365, 366][n % 4]! },
            ...(n % 5 === 3 && { blocked: '调查中' }),
          })
        ).id,
      )
    const making = { viewerId: here.am.userId, today: '2026-11-21', now: morning }
    for (const level of ['a', 'c', 'e']) {
      const customer = await customerOf(level)
      const pairs = shelf.map((productId) => ({ customerId: customer.id, productId, initiative: 'firm' as const }))
      const checked = await here.api.make((db) => makeChecks(db, pairs, making))
      const fits = checked.filter(({ result }) => result.outcome === 'match').map(({ productId }) => productId)
      expect(fits.length, level).toBeGreaterThan(0)
      for (const productId of shelf) {
        const refusal = await refusalOf(recommend(customer, { ...said(), productId }))
        expect(refusal === null, `${level} ${productId}`).toBe(fits.includes(productId))
      }
      expect((await made(customer)).map((one) => one.product.id).sort()).toEqual(fits.sort())
    }
  })

  it('is anything by who holds no licence on the day, or none of the kind that the rules ask for', async () => {
    const customer = await customerOf()
    const licence = async () => refusalOf(recommend(customer, said(), here.bm))
    expect(await licence()).toEqual(misfit('no-licence'))
    await license(here.api, here.bm.userId, '2026-11-21', 'futures')
    expect(await licence()).toEqual(misfit('no-licence'))
    await license(here.api, here.bm.userId, '2026-11-21')
    expect(await licence()).toBeNull()
  })

  it('is a product without a risk notice, by words that must not be said, or to who must not be spoken to', async () => {
    const customer = await customerOf()
    const bare = await onOffer(here.api, { grade: 1, documents: [] })
    expect(await refusalOf(recommend(customer, { ...said(), productId: bare.id }))).toMatchObject({
      ...{ status: 422, errors: [{ field: 'productId', code: 'recommendation.no-notice' }] },
    })
    expect(await refusalOf(recommend(customer, { ...said(), productId: newId() }))).toMatchObject({
      ...{ status: 422, errors: [{ field: 'productId', code: 'product.unknown' }] },
    })
    expect(await refusalOf(recommend(customer, { ...said(), text: '稳赚 不赔' }))).toMatchObject({
      ...{ status: 400, errors: [{ field: 'text', code: 'script.forbidden' }] },
    })
    await here.am.call(contactPermissions.stop, {
      params: { id: customer.id },
      body: { kind: 'do-not-disturb', reason: '勿扰' },
    })
    expect(await refusalOf(recommend(customer))).toMatchObject({ status: 409, code: 'recommendation.stopped' })
    expect([await made(customer), await checksOf(customer)]).toEqual([[], []])
  })

  it('is anything to a customer out of sight, or by who may not edit customers', async () => {
    const region = await here.api.make((db) => makeRegion(db))
    const unit = await here.api.make((db) => makeBranch(db, { region }))
    const owner = await here.api.signIn('account-manager', unit)
    const theirs = await here.api.make((db) =>
      makeCustomer(db, here.api.product.seal, { owner: { id: owner.userId }, unit }),
    )
    expect(await refusalOf(recommend(theirs))).toMatchObject({ status: 404 })
    expect(await refusalOf(made(theirs))).toMatchObject({ status: 404 })
    const mine = await customerOf()
    expect(await refusalOf(recommend(mine, said(), here.sa))).toMatchObject({ status: 403 })
    const one = await recommend(mine)
    const call = { params: { id: one.id }, version: 1, body: { response: 'bought' as const } }
    expect(await refusalOf(owner.call(recommendations.answer, call))).toMatchObject({ status: 404 })
    expect(await refusalOf(here.sa.call(recommendations.answer, call))).toMatchObject({ status: 403 })
  })
})

describe('what was recommended', () => {
  it('stands with its answer, which changes until the customer declines or buys', async () => {
    const customer = await customerOf()
    const one = await recommend(customer)
    expect(one).toMatchObject({ state: 'spoken', channel: 'phone', messageId: null, version: 1 })
    const waits = await answer(one, 'no-answer')
    expect(waits).toMatchObject({ response: 'no-answer', respondedBy: { id: here.am.userId }, version: 2 })
    expect(waits.respondedAt).toBe(morning.toISOString())
    expect(await refusalOf(answer(one, 'interested'))).toMatchObject({ status: 412 })
    const over = await answer(await answer(waits, 'interested'), 'bought')
    expect(over).toMatchObject({ response: 'bought', version: 4 })
    expect(await refusalOf(answer(over, 'declined'))).toMatchObject({ status: 409, code: 'recommendation.over' })
    expect(await made(customer)).toEqual([over])
  })

  it('is else changed by nobody, not even by the product itself', async () => {
    const one = await recommend(await customerOf())
    const other = await onOffer(here.api, { grade: 1 })
    for (const change of [
      ...[`text = '别的'`, `channel = 'in-person'`, `licence_number = 'X'`, `made_by = null`, `version = version`],
      `product_id = '${other.id}', response = 'interested', responded_at = now()`,
    ])
      await expect(rows(`update recommendations set ${change} where id = $1`, [one.id]), change).rejects.toMatchObject({
        code: '42501',
      })
    await expect(rows('delete from recommendations where id = $1', [one.id])).rejects.toMatchObject({ code: '42501' })
  })

  it('rests on a check of the same customer and product, by the same person, that let it pass', async () => {
    const [customer, other] = [await customerOf(), await customerOf('b')]
    const good = await recommend(customer)
    const making = { viewerId: here.am.userId, today: '2026-11-21', now: morning }
    const [misfits] = await here.api.make((db) =>
      makeChecks(db, [{ customerId: other.id, productId: product.id, initiative: 'firm' }], making),
    )
    const [asks] = await here.api.make((db) =>
      makeChecks(db, [{ customerId: customer.id, productId: product.id, initiative: 'customer' }], making),
    )
    const [fits] = await here.api.make((db) =>
      makeChecks(db, [{ customerId: customer.id, productId: product.id, initiative: 'firm' }], making),
    )
    const viewer = (await viewerById(here.api.product, here.am.userId))!
    const add = (customerId: string, checkId: string, by = here.am.userId) =>
      asViewer(here.api.product.connections, viewer, { readOnly: false }, (db) =>
        db.rows(
          '',
          `insert into recommendations (id, customer_id, product_id, check_id, notice_id, text, channel, licence_kind, licence_number, made_by, made_at)
           values (uuid_v7(), $1, $2, $3, $4, 't', 'phone', 'investment-adviser', 'L', $5, now()) returning 1`,
          [customerId, product.id, checkId, good.notice.id, by],
        ),
      )
    await expect(add(other.id, misfits!.id)).rejects.toMatchObject({ code: '23514' })
    await expect(add(customer.id, asks!.id)).rejects.toMatchObject({ code: '23514' })
    await expect(add(other.id, fits!.id)).rejects.toMatchObject({ code: '23514' })
    await expect(add(customer.id, fits!.id, here.bm.userId)).rejects.toThrow()
    await expect(add(customer.id, good.checkId)).rejects.toMatchObject({ code: '23505' })
    expect(await add(customer.id, fits!.id)).toHaveLength(1)
  })
})
