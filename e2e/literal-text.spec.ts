import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'

// A star is a mask's and belongs into no name.
const evil = `<img src=x onerror=alert(1)>{{49-7}}$${'{49-7}'}`
const noted = `${evil}{{7*7}}</script><script>alert(2)</script>`

test('names and notes that look like code are shown as they are, on every page that names a customer', async ({
  sit,
}) => {
  const { page, t, person } = await sit('account-manager')
  const { id } = await newCustomer(person, '王小明', { note: noted, tags: ['<b>tag</b>'] })
  await page.goto(`/customers/${id}/edit`)
  await page.getByRole('textbox', { name: t('customer.name'), exact: true }).fill(evil)
  await page.getByRole('button', { name: t('ui.save') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(evil)
  await expect(page.getByText('<b>tag</b>')).toBeVisible()
  await expect(page).toHaveTitle(`${evil} · Rapport`)

  const plannedOn = person.viewer.today
  await person.call(careVisits.plan, {
    body: { customerId: id, kind: 'care', channel: 'phone', plannedOn, purpose: noted },
  })
  for (const address of [`/customers?peek=${id}`, '/care-visits', '/', `/customers/${id}?tab=timeline`]) {
    await page.goto(address)
    await expect(page.getByText(evil).first()).toBeVisible()
    await expect(page.locator('img')).toHaveCount(0)
  }
  const stored = await person.call(customers.open, { params: { id } })
  expect(stored).toMatchObject({ name: evil, note: noted })
})
