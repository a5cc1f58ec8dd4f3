import { customers } from '@rapport/contract/customer/customers'
import { newCustomer, someResidentId } from './firm.ts'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`an account manager mends a mistyped ID at its field, creates the customer and finds her at once (${locale})`, async ({
    sit,
  }) => {
    const { page, t } = await sit('account-manager', { locale })
    const right = someResidentId()
    const wrong = right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')
    await page.goto('/customers')
    await expect(page.getByRole('heading', { name: t('customers.empty') })).toBeVisible()
    await page.getByRole('link', { name: t('customers.new') }).click()
    await page.getByRole('textbox', { name: t('customer.name'), exact: true }).fill('诸葛明月')
    const number = page.getByRole('textbox', { name: t('customer.identification.number'), exact: true })
    await number.fill(wrong)
    await page.getByRole('button', { name: t('customers.create') }).click()
    await expect(page.getByText(t('field.resident-id.checksum'))).toBeVisible()
    await expect(number).toHaveAttribute('aria-invalid', 'true')
    await expect(number).toHaveValue(wrong)
    await number.fill(right)
    await expect(page.getByText(t('field.resident-id.checksum'))).toBeHidden()
    await page.getByRole('button', { name: t('customers.create') }).click()

    await expect(page.getByRole('heading', { level: 1, name: '诸葛明月' })).toBeVisible()
    await expect(page.getByText(t('customer.created', { name: '诸葛明月' }))).toBeVisible()
    const crumbs = page.getByRole('navigation', { name: t('ui.breadcrumb') })
    await crumbs.getByRole('link', { name: t('customers.title') }).click()
    const list = page.getByRole('grid', { name: t('customers.title') })
    await expect(list.getByRole('link')).toHaveText(['诸葛明月'])
    await page.getByRole('searchbox', { name: t('customers.search') }).fill('zgmy')
    await expect(page).toHaveURL(/q=zgmy/)
    await expect(list.getByRole('link')).toHaveText(['诸葛明月'])
  })

test('two people change one customer at once: each field is kept by choice, nothing typed is lost', async ({
  sit,
  provokes,
}) => {
  const { page, t, person } = await sit('account-manager', { locale: 'zh-CN' })
  const made = await newCustomer(person, '上官云飞', { occupation: '教师', note: '喜欢上午来电' })
  await page.goto(`/customers/${made.id}/edit`)
  await page.getByRole('textbox', { name: t('customer.occupation') }).fill('校长')
  await page.getByRole('textbox', { name: t('customer.note') }).fill('只在下午来电')
  await person.call(customers.edit, {
    params: { id: made.id },
    version: made.version,
    body: { occupation: '副校长', education: '博士' },
  })
  await page.getByRole('button', { name: t('ui.save') }).click()
  provokes(412)

  const conflict = page.getByRole('dialog', { name: t('ui.conflict.title') })
  const choice = (field: string, whose: RegExp) =>
    conflict.getByRole('radiogroup', { name: field }).getByRole('radio', { name: whose })
  const [mine, theirs] = [new RegExp(`^${t('ui.conflict.mine')}`), new RegExp(`^${t('ui.conflict.theirs')}`)]
  await expect(choice(t('customer.occupation'), mine)).toBeChecked()
  await expect(choice(t('customer.education'), theirs)).toBeChecked()
  await expect(choice(t('customer.note'), mine)).toBeChecked()
  await choice(t('customer.occupation'), theirs).check()
  await conflict.getByRole('button', { name: t('ui.conflict.save') }).click()

  await expect(page).toHaveURL(`/customers/${made.id}`)
  const stored = await person.call(customers.open, { params: { id: made.id } })
  expect(stored).toMatchObject({ occupation: '副校长', education: '博士', note: '只在下午来电' })
  for (const kept of ['副校长', '博士', '只在下午来电']) await expect(page.getByText(kept)).toBeVisible()
})

test('what was removed by mistake comes back by one press', async ({ sit }) => {
  const { page, t, person } = await sit('account-manager')
  const { id, customerNo } = await newCustomer(person, '东方朔')
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: t('ui.remove'), exact: true }).click()
  const asked = page.getByRole('dialog', { name: t('customer.remove.title', { name: '东方朔' }) })
  await expect(asked).toContainText(customerNo)
  await asked.getByRole('button', { name: t('customer.remove.act') }).click()
  await expect(page.getByRole('heading', { name: t('customers.empty') })).toBeVisible()
  await page.getByRole('button', { name: t('ui.undo') }).click()
  const list = page.getByRole('grid', { name: t('customers.title') })
  await expect(list.getByRole('link')).toHaveText(['东方朔'])
})

test('leaving a half-typed form asks first, and stays if one wants to', async ({ sit }) => {
  const { page, t } = await sit('account-manager')
  await page.goto('/customers/new')
  await page.getByRole('textbox', { name: t('customer.name'), exact: true }).fill('半途而废')
  await page.getByRole('link', { name: t('frame.today') }).click()
  const asked = page.getByRole('dialog', { name: t('ui.leave.title') })
  await asked.getByRole('button', { name: t('ui.cancel') }).click()
  await expect(page.getByRole('textbox', { name: t('customer.name'), exact: true })).toHaveValue('半途而废')
  await page.getByRole('link', { name: t('frame.today') }).click()
  await asked.getByRole('button', { name: t('ui.leave.act') }).click()
  await expect(page).toHaveURL('/')
})
