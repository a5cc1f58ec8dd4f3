import { sourceOf } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import type { Person } from './firm.ts'
import { expect, locales, test } from './reader.ts'

/** Visits planned for this month, as this person reads them of the chart itself. */
async function plannedOf(person: Person, locale: string) {
  const { chart, column } = sourceOf('visits-planned')!
  const { columns, rows } = await person.call(firmCharts.open, { params: { chart }, query: { months: '1' } })
  const value = rows.at(-1)!.values[columns.findIndex(({ name }) => name === column)]!
  return new Intl.NumberFormat(locale).format(Number(value))
}

for (const locale of locales)
  test(`a chart is pinned, arranged by keys and shared; another role reads the same tiles over its own customers (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('head-office', { locale })
    const manager = await sit('branch-manager', { locale, unit: 'B05' })
    const name = `Journey ${locale}`
    const assets = t('firm-chart.assets')
    const planned = t('indicator.visits-planned')

    await page.goto('/charts?view=assets&compare=year')
    await page.getByRole('button', { name: t('dashboard.pin.what', { title: assets }), exact: true }).click()
    await page.getByRole('menuitem', { name: `${t('dashboards.new')}…` }).click()
    await page.getByRole('textbox', { name: t('dashboard.name') }).fill(name)
    await page.getByRole('button', { name: t('dashboards.make') }).click()
    await expect(page.getByText(t('dashboard.pinned', { name }))).toBeVisible()
    await page.getByRole('button', { name: t('dashboard.pinned.open') }).click()
    await expect(page).toHaveURL(/\/dashboards\/[0-9a-f-]{36}$/)
    const address = new URL(page.url()).pathname
    await expect(page.getByRole('region', { name: assets, exact: true })).toContainText(t('ui.as-of'))

    await page.getByRole('link', { name: t('dashboard.edit'), exact: true }).click()
    await page.getByRole('button', { name: t('dashboard.add') }).click()
    await page.getByRole('textbox', { name: t('dashboard.search') }).fill(planned)
    await page
      .getByRole('region', { name: t('dashboard.kind.indicator') })
      .getByRole('button', { name: planned, exact: true })
      .click()
    await page.keyboard.press('Escape')
    const forward = page.getByRole('button', { name: t('dashboard.tile.earlier', { title: planned }) })
    await forward.focus()
    await page.keyboard.press('Enter')
    await expect(forward).toBeFocused()
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page).toHaveURL(address)
    const tiles = page.getByRole('list', { name }).locator(':scope > li')
    await expect(tiles.nth(0).getByRole('region', { name: planned })).toBeVisible()
    await expect(tiles.nth(1).getByRole('region', { name: assets, exact: true })).toBeVisible()

    // Nobody else has it yet.
    await manager.page.goto('/dashboards')
    await expect(manager.page.getByRole('region', { name: t('dashboards.built-in') })).toBeVisible()
    await expect(manager.page.getByRole('link', { name })).toHaveCount(0)
    await page.getByRole('button', { name: t('dashboard.more') }).click()
    await page.getByRole('menuitem', { name: `${t('dashboard.share')}…` }).click()
    await page.getByRole('checkbox', { name: locale === 'en' ? 'Branch manager' : '营业部经理' }).check()
    await page.getByRole('button', { name: t('ui.save') }).click()
    await expect(page.getByText(t('dashboard.share.saved'))).toBeVisible()

    await manager.page.goto('/dashboards')
    await manager.page.getByRole('link', { name }).click()
    const [whole, branch] = [await plannedOf(person, locale), await plannedOf(manager.person, locale)]
    expect(branch).not.toBe(whole)
    await page.reload()
    for (const [reader, figure] of [
      [page, whole],
      [manager.page, branch],
    ] as const)
      await expect(reader.getByRole('region', { name: planned }).getByTitle(figure, { exact: true })).toBeVisible()
    await expect(manager.page.getByRole('link', { name: t('dashboard.edit'), exact: true })).toHaveCount(0)

    // The manager begins with it, and with the branch's own page again when it is no longer shared.
    await manager.page.getByRole('button', { name: t('dashboard.more') }).click()
    await manager.page.getByRole('menuitem', { name: t('dashboard.home.begin') }).click()
    await expect(manager.page.getByText(t('dashboard.home.set'))).toBeVisible()
    await manager.page.goto('/')
    await expect(manager.page.getByRole('region', { name: planned })).toBeVisible()
    await expect(manager.page.getByRole('region', { name: t('today.overdue') })).toHaveCount(0)
    const { items } = await person.call(dashboards.list)
    const { id, version } = items.find((one) => one.name === name)!
    await person.call(dashboards.edit, { params: { id }, version, body: { roles: [] } })
    await manager.page.reload()
    await expect(manager.page.getByRole('region', { name: t('today.overdue') })).toBeVisible()
    // What lies below the window is read when one comes to it.
    const parts = manager.page.getByRole('list', { name: t('frame.today') }).locator(':scope > li')
    for (const part of await parts.all()) await part.scrollIntoViewIfNeeded()
    await expect(manager.page.getByRole('region', { name: t('firm-chart.staff') })).toBeVisible()
  })

test('the first page of each level: the firm, the unit with what is overdue, the work of the day', async ({ sit }) => {
  const { page, t } = await sit('head-office')
  await page.goto('/')
  for (const of of ['assets', 'net-inflow', 'net-commission', 'active-ratio'] as const)
    await expect(page.getByRole('region', { name: t(`indicator.${of}`), exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: t('firm-chart.assets'), exact: true })).toBeVisible()
  const unit = await sit('branch-manager')
  await unit.page.goto('/')
  await expect(unit.page.getByRole('region', { name: t('today.overdue') })).toBeVisible()
  await expect(unit.page.getByRole('region', { name: t('firm-chart.assets'), exact: true })).toHaveCount(0)
  for (const role of ['account-manager', 'service-agent'] as const) {
    const work = await sit(role)
    await work.page.goto('/')
    await expect(
      work.page.getByRole('region', { name: t(role === 'account-manager' ? 'today.visits' : 'today.queue') }),
    ).toBeVisible()
    await expect(work.page.getByRole('region', { name: t('at-risk.title') })).toBeVisible()
    await expect(work.page.locator('svg.recharts-surface')).toHaveCount(0)
  }
})
