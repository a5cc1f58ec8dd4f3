import { type TierLadder, tiers } from '@rapport/contract/analytics/tiers'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CustomerTier } from './customer-tier.tsx'
import { TiersPage } from './tiers-page.tsx'

const ladder: TierLadder = {
  version: 1,
  fromDay: '1990-01-01',
  reason: null,
  changedBy: null,
  changedAt: '2026-11-01T00:00:00Z',
  applied: true,
  without: 7,
  month: '2026-10',
  items: [
    {
      code: 'long-tail',
      name: 'Long tail',
      nameZh: '长尾',
      floor: '0',
      customers: 90,
      assets: '80000',
      rose: 0,
      fell: 2,
    },
    { code: 'gold', name: 'Gold', nameZh: '黄金', floor: '500000', customers: 4, assets: null, rose: 3, fell: 0 },
  ],
}

test('tiers stand highest first with who is in them, and a flow of the migration leads to its customers', async () => {
  answering(tiers.ladder, () => ladder)
  answering(tiers.flows, () => ({
    from: '2026-09',
    to: '2026-10',
    items: [{ from: 'long-tail', to: 'gold', customers: 3, assets: '1800000.00' }],
  }))
  answering(tiers.moved, () => ({
    items: [{ id: idOf(5), customerNo: 'C5', name: '王五', owner: null, assets: '600000.00' }],
  }))
  show(<TiersPage />, { viewer: aViewer({ permissions: ['customer.read'] }), at: '/tiers?migration.as=table' })
  const table = await screen.findByRole('table', { name: 'Thresholds' })
  expect(
    within(table)
      .getAllByRole('row')
      .map((row) => row.textContent),
  ).toEqual([expect.stringContaining('Tier'), 'Gold500,0004–30', 'Long tail09080.00k02'])
  const flows = await screen.findByRole('table', { name: 'Tier migration' })
  fireEvent.click(within(flows).getByRole('button', { name: '3' }))
  expect(await screen.findByRole('link', { name: '王五' })).toHaveProperty('pathname', `/customers/${idOf(5)}`)
  expect(screen.queryByRole('button', { name: 'Change thresholds' })).toBeNull()
})

test('the months of the migration are chosen from months that are over, and the address keeps them', async () => {
  answering(tiers.ladder, () => ladder)
  const asked = answering(tiers.flows, () => ({ from: '2026-09', to: '2026-10', items: [] }))
  const { router } = show(<TiersPage />, { viewer: aViewer({ permissions: ['customer.read'] }), at: '/tiers' })
  fireEvent.click(await screen.findByRole('button', { name: 'To' }))
  const month = (name: string) => screen.findByRole('button', { name, hidden: true })
  expect(await month('Nov')).toHaveProperty('disabled', true)
  fireEvent.click(await month('Aug'))
  await waitFor(() => expect(asked.at(-1)!.query).toEqual({ from: '2026-07', to: '2026-08' }))
  expect(router.state.location.search).toBe('?to=2026-08')
})

test('a tier by hand says who said so and why, what the rule says, and is taken back', async () => {
  const byHand = {
    tier: 'gold',
    basis: 'hand' as const,
    ladderVersion: null,
    tierAssets: null,
    reason: 'owns a firm',
    validFrom: '2026-11-20',
    validTo: null,
    setBy: { id: idOf(1), name: 'Li Na' },
    setAt: '2026-11-20T01:00:00Z',
  }
  let held = true
  const answer = () => ({
    present: held ? byHand : null,
    byRule: 'long-tail',
    names: ladder.items,
    history: [byHand],
    mayChange: true,
  })
  const plain = () => ({ ...answer(), names: ladder.items.map(({ code, name, nameZh }) => ({ code, name, nameZh })) })
  answering(tiers.ofCustomer, plain)
  answering(tiers.takeBack, () => {
    held = false
    return plain()
  })
  show(<CustomerTier customerId={idOf(5)} />, { viewer: aViewer({ permissions: ['customer.read', 'customer.edit'] }) })
  expect(await screen.findByText('by hand · Li Na · owns a firm')).toBeDefined()
  expect(screen.getByText('By rule: Long tail')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Take back' }))
  await waitFor(() => expect(screen.queryByText('By rule: Long tail')).toBeNull())
})
