import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'

test('a branch manager hands a customer over, and the account manager loses her on the next request', async ({
  sit,
  firm,
  provokes,
}) => {
  const [before, after] = [await sit('account-manager'), await firm.hire('account-manager')]
  const name = '慕容雪'
  const { id } = await newCustomer(before.person, name)
  await before.page.goto('/customers')
  await expect(before.page.getByRole('link', { name })).toBeVisible()

  const { page, t } = await sit('branch-manager', { locale: 'zh-CN' })
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: t('customer.hand-over') }).click()
  const dialog = page.getByRole('dialog', { name: t('customer.hand-over.title', { name }) })
  await expect(dialog).toContainText(before.person.viewer.name)
  await dialog.getByRole('combobox', { name: t('customer.hand-over.to') }).fill(after.viewer.name)
  await page.getByRole('option', { name: after.viewer.name }).click()
  await dialog.getByRole('textbox', { name: t('customer.hand-over.reason') }).fill('客户搬家')
  await dialog.getByRole('button', { name: t('customer.hand-over') }).click()
  await expect(page.getByText(t('customer.handed-over', { name }))).toBeVisible()

  provokes(404)
  await before.page.getByRole('link', { name }).click()
  await expect(before.page.getByRole('heading', { name: before.t('ui.not-found') })).toBeVisible()
  await before.page.goto('/customers')
  await expect(before.page.getByRole('heading', { name: before.t('customers.empty') })).toBeVisible()

  const now = await sit(after)
  await now.page.goto(`/customers/${id}?tab=timeline`)
  await expect(now.page.getByText(`${before.person.viewer.name} → ${after.viewer.name}`)).toBeVisible()
})
