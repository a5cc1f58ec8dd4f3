import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { RuleSettings } from '@rapport/contract/administration/quality-rules'
import { qualityRules } from '@rapport/contract/administration/quality-rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItem, makeSource, startDataCentre } from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
let itemId: string
let sourceId: string
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  sourceId = (await makeSource(admin, { kind: 'upload' })).id
  const mapping = CollectionMapping.parse({ target: 'trades' })
  itemId = (await makeItem(admin, sourceId, { target: 'trades', mapping })).id
})
afterAll(() => api.close())

let made = 0
const nobody = '01900000-0000-7000-8000-0000000000ff'
const nonNull: RuleSettings = { kind: 'null', field: 'channel' }
const create = (settings: RuleSettings = nonNull, more: object = {}) =>
  admin.call(qualityRules.create, { body: { itemId, code: `rule-${++made}`, name: 'Rule', settings, ...more } })
const change = ({ id, version }: { id: string; version: number }, body: object) =>
  admin.call(qualityRules.change, { params: { id }, version, body })
const field = (field: string, code: string, status = 422) => ({ problem: { status, errors: [{ field, code }] } })

describe('a rule', () => {
  it('is added to an item, listed with it, and told whose it is', async () => {
    const rule = await create(nonNull, { ownerId: admin.userId, effect: 'count' })
    expect(rule).toMatchObject({
      item: { id: itemId },
      settings: nonNull,
      effect: 'count',
      owner: { id: admin.userId },
      active: true,
    })
    expect((await create()).effect).toBe('hold-row')
    const of = (id?: string) => admin.call(qualityRules.list, { query: { ...(id && { itemId: id }) } })
    expect((await of(itemId)).items).toContainEqual(rule)
    expect((await of()).items).toContainEqual(rule)
    expect((await of(nobody)).items).toEqual([])
  })

  it('has a code that its item has once, an item that is there, and an owner who is', async () => {
    const { code } = await create()
    await expect(create(nonNull, { code })).rejects.toMatchObject(field('code', 'rule.code-taken', 409))
    const other = await makeItem(admin, sourceId)
    expect((await create({ kind: 'null', field: 'trading' }, { code, itemId: other.id })).code).toBe(code)
    await expect(create(nonNull, { itemId: nobody })).rejects.toMatchObject(field('itemId', 'item.unknown'))
    await expect(create(nonNull, { ownerId: nobody })).rejects.toMatchObject(field('ownerId', 'user.unknown'))
  })

  it('is changed from the version that is, paused and resumed', async () => {
    const rule = await create()
    const range: RuleSettings = { kind: 'range', field: 'price', from: '0', to: null }
    const next = await change(rule, { settings: range, effect: 'hold-day', active: false, ownerId: null })
    expect(next).toMatchObject({ settings: range, effect: 'hold-day', active: false, version: 2 })
    await expect(change(rule, { active: true })).rejects.toMatchObject({ status: 412 })
    await expect(change(next, { settings: { ...range, field: 'nothing' } })).rejects.toMatchObject(
      field('settings.field', 'field.unknown'),
    )
    expect((await change(next, { active: true })).active).toBe(true)
    const [{ kind }] = (await api.make((db) =>
      db.rows('', 'select kind from quality_rules where id = $1', [rule.id]),
    )) as [{ kind: string }]
    expect(kind).toBe('range')
  })

  const sum = (name: string, more: object = {}) => ({ kind: 'balance' as const, sum: { field: name, ...more } })
  const unfit: [settings: RuleSettings, at: string, code: string][] = [
    [{ kind: 'format', field: 'nothing', pattern: '9' }, 'settings.field', 'field.unknown'],
    [{ kind: 'unique', fields: ['tradeNo', 'nothing'] }, 'settings.fields.1', 'field.unknown'],
    [{ ...sum('nothing'), amount: '0' }, 'settings.sum.field', 'field.unknown'],
    [
      { ...sum('amount', { when: { field: 'nothing', value: 'x' } }), amount: '0' },
      'settings.sum.when.field',
      'field.unknown',
    ],
    [{ ...sum('amount'), equals: { field: 'side' } }, 'settings.equals.field', 'rule.not-a-number'],
    [{ kind: 'range', field: 'side', from: '1', to: null }, 'settings.field', 'rule.not-ordered'],
    [{ kind: 'range', field: 'price', from: '1e3', to: null }, 'settings.from', 'rule.bound-number'],
    [{ kind: 'range', field: 'price', from: null, to: '1 || true' }, 'settings.to', 'rule.bound-number'],
    [{ kind: 'range', field: 'price', from: '10', to: '9.9' }, 'settings.to', 'range.backwards'],
    [{ kind: 'range', field: 'tradedOn', from: '2025-02-30', to: null }, 'settings.from', 'rule.bound-day'],
    [{ kind: 'range', field: 'tradedOn', from: null, to: '5' }, 'settings.to', 'rule.bound-day'],
  ]
  it.each(unfit)('is refused where it could not judge the rows of its item: %o', async (settings, at, code) => {
    await expect(create(settings)).rejects.toMatchObject(field(at, code))
  })

  it('says where in a condition it cannot be understood, and why', async () => {
    const refusal = (condition: string) => create({ kind: 'condition', condition }).catch((error: unknown) => error)
    expect(await refusal('price > 1 && colour == "red"')).toMatchObject({
      problem: {
        errors: [{ field: 'settings.condition', code: 'expression.unknown-name' }],
        details: { at: 13, length: 6, reason: 'colour' },
      },
    })
    expect(await refusal('price >')).toMatchObject(field('settings.condition', 'expression.syntax'))
    expect(await refusal('price + 1')).toMatchObject(field('settings.condition', 'expression.types'))
    expect((await create({ kind: 'condition', condition: 'price * quantity > 0' })).settings.kind).toBe('condition')
  })

  it('of two sums or one, and of a range with an end', async () => {
    for (const settings of [
      sum('amount'),
      { ...sum('amount'), equals: { field: 'fees' }, amount: '1' },
      { kind: 'range', field: 'price', from: null, to: null },
    ])
      await expect(create(settings as RuleSettings)).rejects.toMatchObject({ status: 400 })
  })
})
