import { contactPoints } from '@rapport/contract/customer/contact-points'
import { calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'
import { telephone } from './telephone.ts'

for (const locale of locales) {
  test(`a visit is carried to another day and time by keyboard, and taken back (${locale})`, async ({ sit }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const { id: customerId, name } = await newCustomer(person, '诸葛日程')
    const { today } = person.viewer
    const planned = { customerId, kind: 'care', channel: 'phone', plannedOn: today, plannedTime: '10:00' } as const
    const { id } = await person.call(careVisits.plan, { body: planned })
    const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    const at = async () => {
      const { plannedOn, plannedTime } = await person.call(careVisits.open, { params: { id } })
      return [plannedOn, plannedTime]
    }
    await page.goto('/calendar')
    const chip = page.getByRole('link', { name: new RegExp(name) })
    await chip.focus()
    for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await expect.poll(at).toEqual([tomorrow, '10:30'])
    await page.getByRole('button', { name: t('calendar.move-back') }).click()
    await expect.poll(at).toEqual([today, '10:00'])
  })

  test(`a call pops up on whatever page, and what came of it is a contact (${locale})`, async ({ sit, baseURL }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const customer = await newCustomer(person, '诸葛来电')
    const digits = String(Math.floor(Math.random() * 1e8)).padStart(8, '0')
    const [number, extension] = [`139${digits}`, digits]
    await person.call(contactPoints.add, { params: { id: customer.id }, body: { kind: 'mobile', value: number } })
    await person.call(calls.setExtension, { body: { extension } })
    await page.goto('/care-visits')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const tell = telephone(baseURL!, { number, extension })
    await tell('ringing')
    const card = page.getByRole('complementary', { name: t('call-direction.in') })
    await expect(card.getByRole('link', { name: customer.name })).toBeVisible()
    await tell('answered')
    await tell('ended', { recordingUrl: 'https://recordings.example/1.wav' })
    await card.getByRole('textbox', { name: t('call.note') }).fill('询问两融利率')
    await card.getByRole('button', { name: t('call.record') }).click()
    await expect(card).toBeHidden()
    await page.goto(`/customers/${customer.id}?tab=calls`)
    await expect(page.getByRole('link', { name: t('call.listen') })).toHaveAttribute(
      'href',
      'https://recordings.example/1.wav',
    )
    const { items } = await person.call(careVisits.list, { query: { customer: customer.id } })
    expect(items).toMatchObject([{ channel: 'phone', outcome: 'reached', content: '询问两融利率' }])
  })
}

test('a visit is dragged to another day with the pointer', async ({ sit }) => {
  const { page, person } = await sit('account-manager')
  const { id: customerId, name } = await newCustomer(person, '诸葛拖动')
  const { today } = person.viewer
  const planned = { customerId, kind: 'care', channel: 'phone', plannedOn: today, plannedTime: '09:00' } as const
  const { id } = await person.call(careVisits.plan, { body: planned })
  await page.goto('/calendar')
  const chip = page.getByRole('link', { name: new RegExp(name) })
  const from = (await chip.boundingBox())!
  const monday = new Date(`${today}T00:00:00Z`).getUTCDay() === 1
  const day = new Date(Date.parse(`${today}T00:00:00Z`) + (monday ? 1 : -1) * 86_400_000).toISOString().slice(0, 10)
  const to = (await page.locator(`[data-on="${day}"][data-from]`).boundingBox())!
  await page.mouse.move(from.x + 10, from.y + 4)
  await page.mouse.down()
  await page.mouse.move(to.x + 20, from.y + 40, { steps: 4 })
  await page.mouse.move(to.x + 20, from.y + 4 + 48, { steps: 4 })
  await page.mouse.up()
  // An hour is 48 pixels high.
  await expect
    .poll(async () => {
      const { plannedOn, plannedTime } = await person.call(careVisits.open, { params: { id } })
      return [plannedOn, plannedTime]
    })
    .toEqual([day, '10:00'])
})
