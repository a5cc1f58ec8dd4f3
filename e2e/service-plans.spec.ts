import { servicePlans } from '@rapport/contract/service/service-plans'
import { tasks } from '@rapport/contract/service/tasks'
import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`a manager makes a plan for one customer, its first step is a task, and it ends with a reason (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const { id } = await newCustomer(person, '诸葛计划')
    await page.goto(`/customers/${id}`)
    const section = page.getByRole('region', { name: t('service-plans.of-customer') })
    await expect(section.getByText(t('service-plans.of-customer.none'))).toBeVisible()
    await section.getByRole('button', { name: t('service-plans.start') }).click()
    await section.getByRole('button', { name: t('service-plans.own') }).click()
    const write = (label: string, text: string) => section.getByRole('textbox', { name: label }).fill(text)
    await write(t('service-plan.name-zh'), '养老规划')
    await write(t('service-plan.name-en'), 'Pension plan')
    await write(t('service-plan.step-zh'), '需求了解')
    await write(t('service-plan.step-en'), 'Needs')
    await write(t('service-plan.every'), '30')
    await section.getByRole('button', { name: t('service-plans.make-and-start') }).click()
    await expect(page.getByText(t('service-plans.started'))).toBeVisible()
    const name = locale === 'en' ? 'Pension plan' : '养老规划'
    await expect(section.getByRole('link', { name })).toBeVisible()

    // The worker looks every few seconds.
    const steps = async () => (await person.call(tasks.list, { query: { customer: id, kind: 'plan-step' } })).items
    const titles = async () => (await steps()).map(({ title, titleZh }) => [title, titleZh])
    await expect.poll(titles, { timeout: 15_000 }).toEqual([['Needs', '需求了解']])
    await page.reload()
    await expect(section.getByText(t('service-plan.so-far', { done: 0, open: 1 }))).toBeVisible()
    await section.getByRole('button', { name: t('service-plan.end-named', { name }) }).click()
    await write(t('service-plan.end-reason'), '客户移居')
    await section.getByRole('button', { name: t('service-plan.end'), exact: true }).click()
    await expect(section.getByText(t('plan-end.hand'))).toBeVisible()
    expect((await steps()).map(({ state }) => state)).toEqual(['cancelled'])
    const { items } = await person.call(servicePlans.ofCustomer, { params: { id } })
    expect(items).toMatchObject([{ endReason: 'hand', next: [] }])
  })
