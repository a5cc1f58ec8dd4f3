import { accounts } from '@rapport/contract/customer/accounts'
import { customers } from '@rapport/contract/customer/customers'
import type { Person } from './firm.ts'
import { expect, locales, type Reader, test } from './reader.ts'
import { wordsOf } from './words.ts'

for (const locale of locales)
  test(`somebody new changes language and colours; signs and arrows of profit stay (${locale} first)`, async ({
    sit,
  }) => {
    test.setTimeout(480_000)
    const reader = await sit('branch-manager', { locale })
    const { page, t } = reader
    // What positions are worth is known once the demo firm's first days are valued.
    let holder: string | null = null
    await expect
      .poll(async () => (holder = await holderWithGainAndLoss(reader.person)), { timeout: 360_000 })
      .not.toBeNull()
    await page.goto(`/customers/${holder}?tab=accounts`)
    const positions = page.getByRole('table', { name: t('position.title') })
    const before = await changesIn(reader, t('position.title'))
    expect(before.rise.text).toMatch(/^▲\s*\+/)
    expect(before.fall.text).toMatch(/^▼\s*−/)
    expect(before.rise.colour).not.toBe(before.fall.colour)

    await page.getByRole('button', { name: t('frame.me', { name: reader.person.viewer.name }) }).click()
    await page.getByRole('menuitemradio', { name: t('frame.rising.green') }).click()
    await expect(positions.locator('[data-change=rise]').first()).toHaveCSS('color', before.fall.colour)
    const after = await changesIn(reader, t('position.title'))
    expect(after).toEqual({
      rise: { text: before.rise.text, colour: before.fall.colour },
      fall: { text: before.fall.text, colour: before.rise.colour },
    })

    const other = locale === 'en' ? 'zh-CN' : 'en'
    const said = wordsOf(other)
    await page.getByRole('menuitemradio', { name: other === 'en' ? 'English' : '中文' }).click()
    await expect(page.getByRole('tab', { name: said('customer.tab.accounts') })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', other)
    await expect(page.getByRole('menuitemradio', { name: said('frame.rising.green') })).toBeChecked()

    await page.reload()
    await expect(page.getByRole('table', { name: said('position.title') })).toBeVisible()
    expect(await changesIn(reader, said('position.title'))).toEqual(after)
  })

/** A customer in sight with a profit and a loss among the positions. */
async function holderWithGainAndLoss(person: Person): Promise<string | null> {
  const month = person.viewer.today.slice(0, 7)
  const { items } = await person.call(customers.list, { query: { lifecycle: 'active', openedTo: `${month}-01` } })
  for (const { id } of items) {
    const held = await person.call(accounts.positions, { params: { id } })
    const signs = held.items.map(({ unrealised }) => Math.sign(Number(unrealised)))
    if (signs.includes(1) && signs.includes(-1)) return id
  }
  return null
}

async function changesIn({ page }: Reader, label: string) {
  const table = page.getByRole('table', { name: label })
  const look = async (change: 'rise' | 'fall') => {
    const first = table.locator(`[data-change=${change}]`).first()
    const colour = await first.evaluate((element) => getComputedStyle(element).color)
    return { text: (await first.textContent()) ?? '', colour }
  }
  return { rise: await look('rise'), fall: await look('fall') }
}
