import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'
import { wordsOf } from './words.ts'

test('filters, sort and the row looked at live in the address: reload, back and a copied link keep them', async ({
  sit,
}) => {
  const { page, t, person, tab } = await sit('account-manager')
  for (const [name, level] of [
    ['艾一鸣', 'premium'],
    ['白二娘', 'premium'],
    ['陈三丰', 'mass'],
  ] as const)
    await newCustomer(person, name, { level })
  await page.goto('/customers')
  const links = page.getByRole('grid', { name: t('customers.title') }).getByRole('link')
  await expect(links).toHaveText(['艾一鸣', '白二娘', '陈三丰'])
  await page.getByRole('button', { name: t('ui.filter.add') }).click()
  await page.getByRole('menuitem', { name: t('customer.level'), exact: true }).click()
  await page.getByRole('checkbox', { name: t('level.premium') }).click()
  await expect(links).toHaveText(['艾一鸣', '白二娘'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: t('customer.name'), exact: true }).click()
  await expect(links).toHaveText(['白二娘', '艾一鸣'])
  await page.getByRole('row', { name: '艾一鸣' }).getByText(t('level.premium')).click()
  await expect(page.getByRole('complementary', { name: '艾一鸣' })).toBeVisible()

  const phrase = t('ui.filter.is', { label: t('customer.level'), values: t('level.premium') })
  const copied = await tab()
  await copied.goto(page.url())
  await page.reload()
  for (const shown of [page, copied]) {
    await expect(shown.getByRole('complementary', { name: '艾一鸣' })).toBeVisible()
    await expect(shown.getByRole('button', { name: phrase, exact: true })).toBeVisible()
    await expect(shown.getByRole('grid').getByRole('link')).toHaveText(['白二娘', '艾一鸣'])
  }
  await page.goBack()
  await expect(page.getByRole('complementary', { name: '艾一鸣' })).toHaveCount(0)
  await expect(links).toHaveText(['白二娘', '艾一鸣'])
  await page.goBack()
  await expect(links).toHaveText(['艾一鸣', '白二娘'])
  await page.goBack()
  await expect(links).toHaveText(['艾一鸣', '白二娘', '陈三丰'])
})

test('a link opened signed out leads through the sign-in page back to itself; after signing out nothing is left to go back to', async ({
  sit,
  firm,
  provokes,
}) => {
  const person = await firm.hire('account-manager', { preferences: { locale: 'zh-CN' } })
  const { id } = await newCustomer(person, '端木蓉')
  const { page, t } = await sit(null)
  provokes(401)
  await page.goto(`/customers/${id}?tab=visits`)
  await page.getByRole('textbox', { name: t('sign-in.username') }).fill(person.username)
  const password = page.getByRole('textbox', { name: t('sign-in.password') })
  await password.fill('not the password')
  await page.getByRole('button', { name: t('sign-in.send'), exact: true }).click()
  await expect(page.getByRole('alert')).toContainText(t('problem.session.wrong-name-or-password'))
  await password.fill(person.password)
  await page.getByRole('button', { name: t('sign-in.send'), exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '端木蓉' })).toBeVisible()
  await expect(page).toHaveURL(`/customers/${id}?tab=visits`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')

  await page.getByRole('button', { name: wordsOf('zh-CN')('frame.me', { name: person.viewer.name }) }).click()
  await page.getByRole('menuitem', { name: wordsOf('zh-CN')('frame.sign-out') }).click()
  await expect(page.getByRole('textbox', { name: t('sign-in.username') })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/sign-in/)
  await expect(page.getByText('端木蓉')).toHaveCount(0)
})
