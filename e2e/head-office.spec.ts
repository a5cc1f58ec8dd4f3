import { charts } from '@rapport/contract/analytics/charts'
import { expect, test } from './reader.ts'

test('a head-office manager reads the charts, chooses a branch, and finds behind a bar as many rows as it says', async ({
  sit,
  firm,
}) => {
  const { page, t, person, locale } = await sit('head-office', { locale: 'zh-CN' })
  const figure = (value: number) => new Intl.NumberFormat(locale).format(value)
  const branch = firm.unit('B03')
  await page.goto('/charts')
  for (const chart of ['traded', 'ranking', 'visits', 'new', 'levels'] as const)
    await expect(page.getByRole('region', { name: t(`chart.${chart}.title`) })).toContainText(t('ui.as-of'))

  const ranking = page.getByRole('table', { name: t('charts.figures', { title: t('chart.ranking.title') }) })
  await expect(ranking.getByRole('row')).toHaveCount(1 + 12)
  await page.getByRole('combobox', { name: t('charts.branch') }).click()
  await page.getByRole('option', { name: branch.name }).click()
  await expect(page).toHaveURL(new RegExp(`unit=${branch.id}`))
  await expect(ranking.getByRole('row')).toHaveCount(1 + 1)

  const { items } = await person.call(charts.customersByLevel, { query: { unit: branch.id } })
  const { level, riskLevel, customers } = items.find((one) => one.level !== null && one.riskLevel === 'C3')!
  const label = `${t(`level.${level!}`)}, ${t(`risk.${riskLevel!}`)}`
  const open = t('charts.open-rows', { label, value: figure(customers) })
  await page.getByRole('link', { name: open }).click()
  await expect(page.getByText(t('customers.count', { count: customers, total: figure(customers) }))).toBeVisible()

  await page.goBack()
  await expect(page.getByRole('link', { name: open })).toBeVisible()
  const visits = page.getByRole('region', { name: t('chart.visits.title') })
  await visits.getByText(t('ui.chart.table')).click()
  const cell = visits.getByRole('table').getByRole('link').first()
  const counted = Number(((await cell.textContent()) ?? '').replaceAll(',', ''))
  await cell.click()
  await expect(page.getByRole('grid', { name: t('care-visits.title') })).toBeVisible()
  await expect(page.getByText(t('care-visits.count', { count: counted, total: figure(counted) }))).toBeVisible()
})
