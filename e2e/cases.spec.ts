import { cases } from '@rapport/contract/service/cases'
import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`a complaint by phone about a manager is handled past them: another answers, the leader approves, it is closed with stars (${locale})`, async ({
    sit,

    provokes,
  }) => {
    provokes(404)
    const manager = await sit('account-manager', { locale })
    const leader = await sit('branch-manager', { locale })
    const agent = await sit('service-agent', { locale })
    const { page, t } = agent
    const customer = await newCustomer(manager.person, locale === 'en' ? '慕容投诉' : '宇文投诉')

    await page.goto(`/cases/new?customer=${customer.id}`)
    const choose = async (label: string, option: string | RegExp) => {
      await page.getByRole('combobox', { name: label }).click()
      await page.getByRole('option', { name: option }).first().click()
    }
    await choose(t('case.class'), locale === 'en' ? 'Complaint' : '一般投诉')
    await page.getByLabel(t('case.what')).fill('客户称经理承诺收益')
    const subject = page.getByRole('combobox', { name: t('case.subject') })
    await subject.fill(manager.person.viewer.name)
    await page
      .getByRole('option', { name: new RegExp(manager.person.viewer.name) })
      .first()
      .click()
    await page.getByRole('button', { name: t('cases.new') }).click()
    await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}$/)
    const id = page.url().split('/').at(-1)!

    // Whom it is about neither lists it nor opens it.
    await manager.page.goto('/cases?scope=all')
    await expect(manager.page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(manager.page.getByText('客户称经理承诺收益')).toHaveCount(0)
    await manager.page.goto(`/cases/${id}`)
    await expect(manager.page.getByText(t('ui.not-found.advice'))).toBeVisible()

    const note = { acknowledge: '已致电客户', answer: '已核实并致歉，费用退还' } as Record<string, string>
    for (const step of ['acknowledge', 'accept', 'investigate', 'answer'] as const) {
      await page.getByRole('button', { name: t(`case.step.${step}`), exact: true }).click()
      const doing = page.getByRole('region', { name: t(`case.step.${step}`), exact: true })
      if (note[step]) await doing.getByRole('textbox').last().fill(note[step]!)
      await doing.getByRole('button', { name: t(`case.step.${step}`), exact: true }).click()
      await expect(doing.getByRole('button', { name: t(`case.step.${step}`), exact: true })).toHaveCount(0)
    }
    await leader.person.call(cases.decide, {
      params: { id },
      body: { verdict: 'approved', note: null },
    })
    await page.reload()
    for (const step of ['agree', 'close'] as const) {
      await page.getByRole('button', { name: t(`case.step.${step}`), exact: true }).click()
      const doing = page.getByRole('region', { name: t(`case.step.${step}`), exact: true })
      if (step === 'close') {
        await doing.getByRole('combobox', { name: t('case.settlement') }).click()
        await page.getByRole('option').first().click()
        await doing.getByLabel(t('case.satisfaction')).fill('4')
      }
      await doing.getByRole('button', { name: t(`case.step.${step}`), exact: true }).click()
      await expect(doing.getByRole('button', { name: t(`case.step.${step}`), exact: true })).toHaveCount(0)
    }
    expect(await agent.person.call(cases.open, { params: { id } })).toMatchObject({ state: 'closed', satisfaction: 4 })
  })
