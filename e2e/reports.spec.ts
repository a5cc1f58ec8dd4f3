import { readFileSync } from 'node:fs'
import { reports } from '@rapport/contract/analytics/reports'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`a branch manager builds a report, opens the rows behind a figure, saves it as a file and shares it (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('branch-manager', { locale, unit: 'B05' })
    const figure = (value: number) => new Intl.NumberFormat(locale).format(value)
    await page.goto('/reports')
    await expect(page.getByText(t('reports.none'), { exact: true })).toBeVisible()
    await page
      .getByRole('link', { name: t('reports.new') })
      .first()
      .click()
    await expect(page.getByRole('table', { name: t('reports.new') })).toBeVisible()

    await page.getByRole('combobox', { name: t('report-builder.subject') }).click()
    await page.getByRole('option', { name: t('report-subject.customers'), exact: true }).click()
    await page.getByText(t('report-builder.as.groups'), { exact: true }).click()
    await page.getByRole('button', { name: t('report-builder.remove', { name: t('report-field.unit') }) }).click()
    await page.getByRole('combobox', { name: t('report-builder.groups.add') }).click()
    await page.getByRole('option', { name: t('customer-field.level'), exact: true }).click()
    const definition = {
      subject: 'customers',
      groups: [{ field: 'level', by: 'month' }],
      measures: [{ of: 'rows' }],
    } as const
    const answer = await person.call(reports.run, { body: definition as never })
    const row = answer.rows.find(({ keys }) => keys[0] === 'premium')!
    const many = figure(Number(row.values[0]))
    const table = page.getByRole('table', { name: t('reports.new') })
    const premium = table.getByRole('row', { name: t('level.premium') })
    await expect(premium).toContainText(many)
    await expect(page.getByRole('button', { name: t('report-builder.reset') })).toBeVisible()

    await premium.getByRole('link', { name: many }).click()
    const behind = page.getByRole('region', { name: new RegExp(t('level.premium')) })
    await expect(behind).toContainText(t('report-builder.rows', { shown: many, total: many }))
    await expect(behind.getByRole('row')).toHaveCount(1 + Number(row.values[0]) + 1)
    const customer = behind.getByRole('link').nth(1)
    await expect(customer).toHaveAttribute('href', /^\/customers\/[0-9a-f-]{36}$/)
    await page.goBack()
    await expect(premium).toBeVisible()

    await page.getByRole('button', { name: t('report-builder.export') }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: t('report-builder.export.csv') }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toBe(`\ufeff${t('customer-field.level')},${t('report-builder.measure.rows')}`)
    expect(lines).toContain(`premium,${row.values[0]}`)
    expect(lines.length).toBe(1 + answer.total)

    await page.getByRole('button', { name: t('report-builder.save-as') }).click()
    const dialog = page.getByRole('dialog')
    const name = `Levels ${locale}`
    await dialog.getByRole('textbox', { name: t('reports.name') }).fill(name)
    await dialog.getByRole('combobox', { name: t('reports.with') }).click()
    await page.getByRole('option', { name: t('segment.shared.unit') }).click()
    await dialog.getByRole('button', { name: t('report-builder.save') }).click()
    await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('table', { name })).toContainText(many)
    const id = page.url().split('/').at(-1)!

    const colleague = await sit('account-manager', { locale, unit: 'B05' })
    await colleague.page.goto('/reports')
    const shared = colleague.page.getByRole('table', { name: t('reports.shared') })
    await shared.getByRole('row', { name: person.viewer.name }).getByRole('link', { name, exact: true }).click()
    await expect(colleague.page).toHaveURL(new RegExp(`/reports/${id}$`))
    // Nobody's customers are theirs yet: the same report has nothing to tell them.
    await expect(colleague.page.getByText(t('report-builder.none'), { exact: true })).toBeVisible()
    await expect(colleague.page.getByRole('button', { name: t('report-builder.save'), exact: true })).toHaveCount(0)

    await page.getByRole('button', { name: t('report-builder.remove-report') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('report-builder.remove-report') })
      .click()
    await expect(page.getByText(t('reports.none'), { exact: true })).toBeVisible()
  })

test('leaving a report with changes asks; the address keeps them over a reload', async ({ sit }) => {
  const { page, t } = await sit('head-office')
  await page.goto('/reports/new?standard=trading-by-month')
  const title = t('standard-report.trading-by-month')
  await expect(page.getByRole('table', { name: title })).toBeVisible()
  const net = t('report-builder.measure.sum', { field: t('report-field.netCommission') })
  const head = page.getByRole('table', { name: title }).getByRole('columnheader', { name: net })
  await expect(head).toBeVisible()
  await page.getByRole('button', { name: t('report-builder.remove', { name: net }) }).click()
  await expect(head).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('table', { name: title })).toBeVisible()
  await expect(head).toHaveCount(0)
  await page
    .getByRole('link', { name: t('frame.segments') })
    .first()
    .click()
  await expect(page.getByRole('dialog', { name: t('ui.leave.title') })).toBeVisible()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('ui.cancel') })
    .click()
  await expect(page).toHaveURL(/\/reports\/new/)
  await page.getByRole('button', { name: t('report-builder.reset') }).click()
  await expect(head).toBeVisible()
})
