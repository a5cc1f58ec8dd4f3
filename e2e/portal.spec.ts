import { contactPoints } from '@rapport/contract/customer/contact-points'
import { cases } from '@rapport/contract/service/cases'
import { newCustomer } from './firm.ts'
import { lastLetterTo } from './letters.ts'
import { expect, locales, phone, test } from './reader.ts'
import { violationsOn } from './violations.ts'
import { wordsOf } from './words.ts'

for (const locale of locales)
  test(`a customer comes in by a code in a letter, asks, is answered and says how content they are (${locale})`, async ({
    browser,
    baseURL,
    firm,
    complaints,
  }) => {
    const [manager, agent] = [await firm.hire('account-manager'), await firm.hire('service-agent')]
    const customer = await newCustomer(manager, locale === 'en' ? 'Ada Portal' : '门户客')
    const email = `${customer.customerNo}@example.com`.toLowerCase()
    await manager.call(contactPoints.add, { params: { id: customer.id }, body: { kind: 'email', value: email } })

    const t = wordsOf(locale)
    const context = await browser.newContext({ baseURL: baseURL!, viewport: phone, locale, reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto('/portal')
    await expect(page).toHaveURL('/portal/sign-in')
    await page.getByRole('textbox', { name: t('portal.customer-no') }).fill(customer.customerNo)
    expect(await violationsOn(page, 'portal sign-in', { phone })).toEqual([])
    await page.getByRole('button', { name: t('portal.send-code') }).click()
    const code = page.getByRole('textbox', { name: t('portal.code') })
    await expect(code).toBeFocused()
    await expect.poll(() => lastLetterTo(email)).toMatch(/\d{6}/)
    const sent = /\d{6}/.exec(lastLetterTo(email)!)![0]
    await code.fill(sent === '000000' ? '111111' : '000000')
    await code.press('Enter')
    await expect(page.getByRole('alert')).toContainText(t('problem.portal.wrong-code'))
    await code.fill(sent)
    await code.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: t('portal.requests') })).toBeVisible()
    await expect(page.getByText(customer.name, { exact: true })).toBeVisible()
    expect(await violationsOn(page, 'portal empty', { phone })).toEqual([])

    await page.getByRole('link', { name: t('portal.request.new') }).click()
    const title = `Where is my money ${locale}`
    await page.getByRole('textbox', { name: t('portal.request.title') }).fill(title)
    await page.getByRole('textbox', { name: t('portal.request.details') }).fill('<b>Since Friday</b>')
    expect(await violationsOn(page, 'portal request', { phone })).toEqual([])
    await page.getByRole('button', { name: t('portal.request.send'), exact: true }).click()
    const request = page.getByRole('listitem').filter({ hasText: title })
    await expect(request).toContainText(t('portal.request.state.received'))
    await expect(request).toContainText('<b>Since Friday</b>')

    const { items } = await agent.call(cases.list, { query: { q: title } })
    const params = { id: items[0]!.id }
    await agent.call(cases.takeStep, { params, body: { step: 'answer', note: 'Tomorrow.' } })
    await agent.call(cases.takeStep, { params, body: { step: 'close', settlement: 'explanation' } })
    await page.reload()
    await expect(request).toContainText('Tomorrow.')
    await request.getByRole('button', { name: t('portal.request.stars', { count: 4 }) }).click()
    await expect(request).toContainText(t('portal.request.rated', { stars: 4 }))
    expect((await agent.call(cases.open, { params })).satisfaction).toBe(4)

    await page.getByRole('link', { name: t('portal.messages') }).click()
    await expect(page.getByText('••••••')).toBeVisible()
    expect(await violationsOn(page, 'portal messages', { phone })).toEqual([])
    await page.getByRole('link', { name: t('portal.reports') }).click()
    await expect(page.getByText(t('portal.reports.none'))).toBeVisible()
    await page.goto('/customers')
    await expect(page).toHaveURL(/\/sign-in/)
    await page.goto('/portal')
    await page.getByRole('button', { name: t('portal.out') }).click()
    await expect(page).toHaveURL('/portal/sign-in')
    await page.goto('/portal/requests')
    await expect(page).toHaveURL('/portal/sign-in')
    await context.close()
  })
