import { segments } from '@rapport/contract/analytics/segments'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`a branch manager builds a segment, sees how many it is while writing, and opens as many customers (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('branch-manager', { locale, unit: 'B05' })
    const figure = (value: number) => new Intl.NumberFormat(locale).format(value)
    await page.goto('/segments')
    await expect(page.getByRole('table', { name: t('segments.title') }).getByRole('row')).toHaveCount(1 + 4)
    await page.getByRole('link', { name: t('segments.new') }).click()
    await page.getByRole('textbox', { name: t('segment.name') }).fill('Premium')
    const count = page.getByRole('region', { name: t('count.title') })
    await expect(count).toContainText(t('count.incomplete'))

    await page.getByRole('combobox', { name: t('condition.field') }).click()
    await page.getByRole('option', { name: t('customer-field.level') }).click()
    await page.getByRole('combobox', { name: t('condition.values') }).click()
    await page.getByRole('option', { name: t('level.premium') }).click()
    await page.keyboard.press('Escape')
    const { customers } = await person.call(segments.count, {
      body: { condition: { is: 'all', of: [{ is: 'in', field: 'level', values: ['premium'] }] } },
    })
    expect(customers).toBeGreaterThan(0)
    await expect(count).toContainText(figure(customers))

    await page.getByRole('button', { name: t('segment.save') }).click()
    await expect(page.getByRole('heading', { name: 'Premium', exact: true })).toBeVisible()
    await expect(page.getByText(t('segment.judging'))).toBeHidden({ timeout: 30_000 })
    await page.getByRole('link', { name: t('segment.list-members') }).click()
    await expect(page.getByText(t('customers.count', { count: customers, total: figure(customers) }))).toBeVisible()
    await expect(
      page.getByRole('button', { name: t('ui.filter.is', { label: t('customer.segment'), values: 'Premium' }) }),
    ).toBeVisible()
  })
