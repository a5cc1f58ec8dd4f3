import { customers } from '@rapport/contract/customer/customers'
import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'

test('one works by keyboard alone: arrows and Enter in the list, Ctrl+K anywhere, Ctrl+Enter in a form', async ({
  sit,
}) => {
  const { page, t, person } = await sit('account-manager')
  for (const name of ['艾一鸣', '白二娘', '陈三丰']) await newCustomer(person, name)
  await page.goto('/customers')
  const list = page.getByRole('grid', { name: t('customers.title') })
  await expect(list.getByRole('link')).toHaveText(['艾一鸣', '白二娘', '陈三丰'])
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const beside = page.getByRole('complementary', { name: '白二娘' })
  await expect(beside).toBeVisible()
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('complementary', { name: '陈三丰' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: '陈三丰' })).toHaveCount(0)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '白二娘' })).toBeVisible()

  await page.keyboard.press('Control+k')
  const search = page.getByRole('combobox', { name: t('frame.search.placeholder') })
  await expect(search).toBeFocused()
  await page.keyboard.type('csf')
  await expect(page.getByRole('option', { name: '陈三丰' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '陈三丰' })).toBeVisible()

  await page.getByRole('link', { name: t('ui.edit'), exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: t('customer.name'), exact: true }).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('陈三峰')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: '陈三峰' })).toBeVisible()
  const { items } = await person.call(customers.list, { query: { q: '陈三' } })
  expect(items.map(({ name }) => name)).toEqual(['陈三峰'])
})
