import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { prospects } from '@rapport/contract/marketing/prospects'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`a prospect is entered, followed up, given back, claimed and made a customer (${locale})`, async ({ sit }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const name = locale === 'en' ? '端木赐' : '端木商'
    const mobile = `1371${String(Date.now()).slice(-7)}`
    await page.goto('/prospects')
    await page.getByRole('link', { name: t('prospects.new') }).click()
    await page.getByRole('textbox', { name: t('prospect.name') }).fill(name)
    await page.getByRole('textbox', { name: t('contact-point.value') }).fill(mobile)
    const choose = async (label: string, option: string) => {
      await page.getByRole('combobox', { name: label }).click()
      await page.getByRole('option', { name: option }).click()
    }
    await choose(t('prospect.channel'), locale === 'en' ? 'By telephone' : '电话')
    await page.getByRole('textbox', { name: t('prospect.next-step') }).fill('call')
    await page.getByRole('textbox', { name: t('prospect.next-on') }).fill('2027-01-05')
    await page.getByRole('button', { name: t('prospects.enter') }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await expect(page.getByText('2027-01-05')).toBeVisible()
    await expect(page.getByText(mobile)).toHaveCount(0)

    const id = page.url().split('/').at(-1)!
    await page.getByRole('button', { name: t('prospect.release') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: t('prospect.why') }).fill('休假')
    await dialog.getByRole('button', { name: t('prospect.release') }).click()
    await expect(page.getByText(t('prospect.released'))).toBeVisible()

    const { items } = await person.call(prospects.pool, { query: { limit: '200' } })
    expect(items.find((one) => one.id === id)).toMatchObject({ name: '端**' })
    await person.call(prospects.claim, { body: { prospectId: id } })
    await page.goto(`/prospects/${id}`)
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await page.getByRole('button', { name: t('prospect.convert') }).click()
    const number = makeResidentId({ area: '310101', birthOn: '1991-04-06', sequence: 1 + (Date.now() % 990) })
    await dialog
      .getByRole('textbox', { name: t('customer.identification.number') })
      .first()
      .fill(number)
    await dialog.getByRole('button', { name: t('prospect.convert') }).click()
    await expect(page).toHaveURL(/\/customers\//)
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    const prospect = await person.call(prospects.open, { params: { id } })
    expect(prospect).toMatchObject({ state: 'converted', nextStepOn: '2027-01-05' })
  })
