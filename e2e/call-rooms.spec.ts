import { careVisits } from '@rapport/contract/service/care-visits'
import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    }),
})

for (const locale of locales)
  test(`a video contact is started from the page, joined by a link and kept in the time line (${locale})`, async ({
    sit,
    browser,
    provokes,
  }) => {
    const { page, t, person } = await sit('service-agent', { locale })
    const owner = await sit('account-manager')
    const customer = await newCustomer(owner.person, '诸葛视频')
    await page.goto(`/customers/${customer.id}`)
    await page.getByRole('button', { name: t('call-room.start.video') }).click()
    const card = page.getByRole('complementary', { name: t('call-kind.video') })
    await expect(card.getByText(t('call-room.state.waiting'))).toBeVisible()
    const own = card.frameLocator('iframe')
    await expect(own.locator('body')).toHaveAttribute('data-state', 'alone')

    await card.getByRole('button', { name: t('call-room.link'), exact: true }).click()
    const link = await card.locator('code').textContent()
    const guests = await browser.newContext({ locale })
    const guest = await guests.newPage()
    await guest.goto(link!)
    await guest.getByRole('button', { name: t('call-room.join') }).click()
    await guest.locator('#join').click()
    await expect(guest.locator('body')).toHaveAttribute('data-state', 'together')
    // Sound and picture arrive: the browsers have found each other.
    await expect(guest.locator('body')).toHaveAttribute('data-media', 'connected')
    await expect(own.locator('body')).toHaveAttribute('data-media', 'connected')
    await expect
      .poll(() => guest.locator('#theirs').evaluate((it: HTMLVideoElement) => it.videoWidth))
      .toBeGreaterThan(0)
    await expect(card.getByText(t('call-room.state.together'))).toBeVisible()

    // The link is used up: who finds it later is let in no more.
    const late = await guests.newPage()
    await late.goto(link!)
    await expect(late.getByText(t('call-room.join.over'))).toBeVisible()

    // The talk goes on while its host looks on.
    await page.getByRole('tab', { name: t('customer.tab.timeline') }).click()
    await expect(own.locator('body')).toHaveAttribute('data-state', 'together')
    await guests.close()
    await expect(card.getByText(t('call-room.state.left'))).toBeVisible()
    provokes(410)
    await card.getByRole('button', { name: t('call-room.end'), exact: true }).click()
    await card.getByRole('textbox', { name: t('call.note') }).fill('讲解基金定投')
    await card.getByRole('button', { name: t('call.record') }).click()
    await expect(card).toBeHidden()
    await expect(page.getByText(t('story.minutes', { count: 1 }))).toBeVisible()
    const { items } = await person.call(careVisits.list, { query: { customer: customer.id } })
    expect(items).toMatchObject([{ channel: 'video', content: '讲解基金定投', minutes: 1 }])
    await page.goto(`/calls?view=all&customer=${customer.id}&kind=video`)
    await expect(page.getByText('讲解基金定投')).toBeVisible()
  })
