import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`somebody new finds a customer by part of a name or by pinyin initials, and opens her (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const wanted = await newCustomer(person, '欧阳晨曦')
    await newCustomer(person, '王芳')
    await page.goto('/')
    await page
      .getByRole('navigation', { name: t('frame.navigation') })
      .getByRole('link', { name: t('frame.customers'), exact: true })
      .click()
    const list = page.getByRole('grid', { name: t('customers.title') })
    // The page before has states of its own, as long as it is still there.
    await expect(list).toBeVisible()
    const status = page.getByRole('main').getByRole('status')
    await expect(status).toHaveText(t('customers.count', { count: 2, total: 2 }))

    for (const typed of ['晨曦', 'oycx', 'ouyang', wanted.customerNo.slice(-5)]) {
      await page.getByRole('searchbox', { name: t('customers.search') }).fill(typed)
      await expect(status).toHaveText(t('customers.count', { count: 1, total: 1 }))
      await expect(list.getByRole('link')).toHaveText(['欧阳晨曦'])
    }
    await list.getByRole('link', { name: '欧阳晨曦' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '欧阳晨曦' })).toBeVisible()
    await expect(page.getByText(wanted.customerNo)).toBeVisible()
    await expect(page).toHaveTitle('欧阳晨曦 · Rapport')
  })
