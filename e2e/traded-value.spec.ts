import { charts } from '@rapport/contract/analytics/charts'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`a branch manager reads the branch’s traded value last month, and opens the customers behind it (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('branch-manager', { locale })
    const { items } = await person.call(charts.tradedValueByMonth, { query: {} })
    const month = items.at(-2)!
    await page.goto('/')
    await page
      .getByRole('navigation', { name: t('frame.navigation') })
      .getByRole('link', { name: t('frame.charts') })
      .click()
    const figures = page.getByRole('table', { name: t('charts.figures', { title: t('chart.traded.title') }) })
    const row = figures.getByRole('row').nth(2)
    const value = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(month.tradedValue as never)
    await expect(row.getByTitle(value)).toBeVisible()
    const active = new Intl.NumberFormat(locale).format(month.activeCustomers)
    await row.getByRole('link', { name: active, exact: true }).click()

    await expect(page.getByRole('grid', { name: t('customers.title') })).toBeVisible()
    const count = { count: month.activeCustomers, total: active }
    await expect(page.getByText(t('customers.count', count))).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`tradedIn=${month.month}`))
  })
