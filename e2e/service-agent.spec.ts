import { contactPoints } from '@rapport/contract/customer/contact-points'
import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'

test('a service agent sees her branch, masked, and adds a contact point', async ({ sit, firm }) => {
  const owner = await firm.hire('account-manager')
  const elsewhere = await firm.hire('account-manager', { unit: 'B02' })
  const name = '公孙胜男'
  const mobile = { kind: 'mobile', value: '13812345678' } as const
  const { id } = await newCustomer(owner, name, { contactPoints: [mobile] })
  const hidden = await newCustomer(elsewhere, '公孙胜女')
  const { page, t, person } = await sit('service-agent')

  await page.goto(`/customers/${id}`)
  const contacts = page.getByRole('region', { name: t('customer.contact-points'), exact: true })
  await expect(contacts).toContainText('138****5678')
  await expect(page.getByText(mobile.value)).toHaveCount(0)
  await expect(page.getByRole('button', { name: new RegExp(t('reveal.act')) })).toHaveCount(0)
  await expect(page.getByRole('link', { name: t('ui.edit'), exact: true })).toHaveCount(0)

  await contacts.getByRole('button', { name: `${t('ui.add')}: ${t('customer.contact-points')}` }).click()
  await contacts.getByRole('textbox', { name: t('contact-point.value') }).fill('1391234')
  await contacts.getByRole('button', { name: t('ui.save') }).click()
  await expect(contacts.getByText(t('field.mobile.shape'))).toBeVisible()
  await contacts.getByRole('textbox', { name: t('contact-point.value') }).fill('13987654321')
  await contacts.getByRole('button', { name: t('ui.save') }).click()
  await expect(contacts.getByRole('listitem')).toHaveText([/138\*{4}5678/, /139\*{4}4321/])
  const { items } = await person.call(contactPoints.list, { params: { id } })
  expect(items.map(({ value }) => value)).toEqual(['138****5678', '139****4321'])

  await page.goto(`/customers?q=${encodeURIComponent(hidden.customerNo)}`)
  await expect(page.getByRole('heading', { name: t('customers.none-found') })).toBeVisible()
})
