import { newCustomer } from './firm.ts'
import { expect, locales, phone, test, wide } from './reader.ts'

const sizes = { 'at a desk': wide, 'on a phone': phone }

for (const locale of locales)
  for (const [where, size] of Object.entries(sizes))
    test(`somebody new plans and records yesterday’s visit ${where}, once (${locale})`, async ({
      sit,
      yesterday,
      provokes,
    }) => {
      const { page, t, person, tab } = await sit('account-manager', { locale, size })
      const name = '司马静怡'
      await newCustomer(person, name)
      await page.goto('/')
      const areas = size === phone ? t('frame.bottom') : t('frame.navigation')
      const place = { name: t('frame.care-visits'), exact: true }
      await page.getByRole('navigation', { name: areas }).getByRole('link', place).click()
      await page.getByRole('button', { name: t('care-visits.plan') }).click()
      const plan = page.getByRole('dialog', { name: t('care-visits.plan') })
      await plan.getByRole('combobox', { name: t('care-visit.customer') }).fill('smjy')
      await page.getByRole('option', { name }).click()
      await plan.getByRole('textbox', { name: t('care-visit.planned-on') }).fill(yesterday)
      await plan.getByRole('textbox', { name: t('care-visit.purpose') }).fill('续签投顾协议')
      await plan.getByRole('button', { name: t('care-visits.plan') }).click()
      await expect(page.getByText(t('care-visit.planned', { name, day: yesterday }))).toBeVisible()

      const toRecord = page.getByRole('link', { name: t('care-visit.record.for', { name }) }).first()
      await toRecord.click()
      const title = page.getByRole('heading', { level: 1, name: t('care-visit.record.for', { name }) })
      await expect(title).toBeVisible()
      const meanwhile = await tab()
      await meanwhile.goto(page.url())
      for (const [open, content] of [
        [page, '客户同意下周来签。'],
        [meanwhile, '同事以为还没有记录。'],
      ] as const) {
        await open.getByText(t('outcome.interested'), { exact: true }).click()
        await open.getByRole('textbox', { name: t('care-visit.content') }).fill(content)
        await open.getByRole('button', { name: t('care-visit.minutes.quick', { count: 15 }) }).click()
        await open
          .locator('form')
          .getByRole('button', { name: t('care-visit.record') })
          .click()
        if (open === page) await expect(page.getByText(t('care-visit.record.done'))).toBeVisible()
      }
      provokes(409)
      await expect(meanwhile.getByRole('alert')).toContainText(t('problem.care-visit.already-recorded'))
      await expect(meanwhile.getByRole('textbox', { name: t('care-visit.content') })).toHaveValue(
        '同事以为还没有记录。',
      )

      await expect(page.getByRole('heading', { level: 1, name: t('care-visits.title') })).toBeVisible()
      await meanwhile.reload()
      await expect(meanwhile.getByRole('heading', { name: t('care-visit.already') })).toBeVisible()
      await meanwhile.getByRole('link', { name: t('care-visit.see') }).click()
      await expect(meanwhile.getByText('客户同意下周来签。')).toBeVisible()
    })
