import { tasks } from '@rapport/contract/service/tasks'
import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`an account manager writes down what to do, tries twice, and the leader looks at what came of it (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const name = '诸葛小满'
    const { id: customerId } = await newCustomer(person, name)
    await page.goto(`/customers/${customerId}?tab=tasks`)
    await expect(page.getByRole('heading', { name: t('customer.tasks.none') })).toBeVisible()
    await page.getByRole('button', { name: t('tasks.new') }).click()
    const draft = page.getByRole('dialog', { name: t('tasks.new') })
    await draft.getByRole('textbox', { name: t('task.what'), exact: true }).fill('约谈养老理财')
    // Service may have closed for today already.
    const next = new Date(Date.parse(`${person.viewer.today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    await draft.getByRole('textbox', { name: t('task.due-on') }).fill(next)
    await draft.getByRole('button', { name: t('task.create') }).click()
    await expect(page.getByText(t('task.created', { title: '约谈养老理财' }))).toBeVisible()

    await page.goto('/')
    await page
      .getByRole('region', { name: t('today.tasks') })
      .getByRole('link', { name: '约谈养老理财' })
      .click()
    await page.getByRole('button', { name: t('task.start') }).click()
    const record = page.getByRole('button', { name: t('task.record') })
    for (const outcome of ['not-reached', 'reached'] as const) {
      await record.click()
      const form = page.getByRole('region', { name: t('task.record') })
      await form.getByText(t(`task-outcome.${outcome}`), { exact: true }).click()
      await form.getByRole('combobox', { name: t('task.channel') }).click()
      await page.getByRole('option', { name: t('channel.phone') }).click()
      await form.getByRole('textbox', { name: t('task.note') }).fill(outcome)
      await form.getByRole('button', { name: t('task.record') }).click()
      await expect(form).toBeHidden()
    }
    const story = page.getByRole('region', { name: t('task.history') }).getByRole('listitem')
    await expect(story).toHaveText([
      new RegExp(t('task-happening.created')),
      new RegExp(t('task-happening.started')),
      new RegExp(t('task-happening.tried')),
      new RegExp(t('task-happening.done')),
    ])

    const leader = await sit('branch-manager', { locale })
    await leader.page.goto(`/tasks?view=closed&customer=${customerId}`)
    await leader.page.getByText('约谈养老理财').first().click()
    await leader.page.getByRole('button', { name: t('task.verify') }).click()
    await expect(leader.page.getByText(t('task.verified'))).toBeVisible()
    const { items } = await person.call(tasks.list, { query: { customer: customerId } })
    expect(items.map(({ state }) => state)).toEqual(['verified'])
  })

test('two agents take what waits, and neither gets what the other has', async ({ sit, firm }) => {
  const owner = await firm.hire('account-manager')
  const { id: customerId } = await newCustomer(owner, '欧阳待办')
  for (const title of ['甲待领取', '乙待领取']) {
    const task = await owner.call(tasks.create, {
      body: {
        title,
        customerId,
        necessity: 'must',
        dueOn: nextYear(owner.viewer.today),
      },
    })
    await owner.call(tasks.assign, { params: { id: task.id }, body: { assigneeId: null, reason: '休假' } })
  }
  const one = await sit('service-agent')
  const two = await sit('service-agent')
  const taken = []
  for (const { page, t } of [one, two]) {
    await page.goto(`/tasks?view=pool&customer=${customerId}`)
    await page
      .getByText(/待领取/)
      .first()
      .click()
    await page.getByRole('button', { name: t('task.take'), exact: true }).click()
    await expect(page.getByRole('button', { name: t('task.give-back') })).toBeVisible()
    taken.push(await page.getByRole('heading', { level: 1 }).textContent())
  }
  expect(taken.sort()).toEqual(['乙待领取', '甲待领取'].sort())
})

const nextYear = (today: string) => `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
