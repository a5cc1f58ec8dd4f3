import { customers } from '@rapport/contract/customer/customers'
import { callBacks } from '@rapport/contract/service/call-backs'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`compliance draws a sample from a seed and an agent makes the call, which the customer’s manager cannot; coverage moves (${locale})`, async ({
    sit,
    firm,
  }) => {
    const seed = `journey-${locale}`
    const compliance = await sit('compliance', { locale })
    const { page, t } = compliance
    await page.goto('/call-backs?view=samples')
    await page.getByRole('button', { name: t('call-backs.draw'), exact: true }).click()
    const draft = page.getByRole('region', { name: t('call-backs.draw') })
    await draft.getByLabel(t('call-backs.seed')).fill(seed)
    await draft.getByLabel(t('call-backs.percent')).fill('1')
    await draft.getByRole('button', { name: t('call-backs.draw') }).click()
    await expect(page.getByRole('row', { name: seed })).toBeVisible()
    const { items } = await compliance.person.call(callBacks.samples)
    const sample = items.find((one) => one.seed === seed)!
    await page.getByRole('row', { name: seed }).getByRole('button').click()
    await expect(
      page.getByText(t('call-backs.replayed', { same: String(sample.drawn), drawn: String(sample.drawn) })),
    ).toBeVisible()

    const drawn = await compliance.person.call(callBacks.list, { query: { sample: sample.id } })
    const one = drawn.items[0]!
    const unit = firm.codeOf(one.unit.id)
    const agent = await sit('service-agent', { locale, unit })
    const leader = await firm.hire('branch-manager', { unit })
    const manager = await sit('account-manager', { locale, unit })
    const { version } = await leader.call(customers.open, { params: { id: one.customer.id } })
    await leader.call(customers.handOver, {
      params: { id: one.customer.id },
      body: { ownerId: manager.person.viewer.id, reason: '客户经理调岗' },
      version,
    })
    await manager.page.goto(`/tasks/${one.taskId}`)
    await expect(manager.page.getByText(manager.t('call-back.hidden'))).toBeVisible()
    await expect(manager.page.getByRole('button', { name: manager.t('call-back.make') })).toHaveCount(0)

    const called = async () => {
      const { items } = await compliance.person.call(callBacks.coverage)
      return items.find((branch) => branch.unit.id === one.unit.id)!.called
    }
    const before = await called()
    await agent.page.goto(`/tasks/${one.taskId}`)
    const outcome = agent.page.getByRole('group', { name: t('call-back.outcome') })
    await outcome.getByText(t('task-outcome.reached'), { exact: true }).click()
    const { script } = await agent.person.call(callBacks.open, { params: { id: one.id } })
    const said = (words: { text: string; textZh: string }) => (locale === 'en' ? words.text : words.textZh)
    for (const [n, question] of script.questions.entries())
      await agent.page
        .getByRole('group', { name: `${n + 1}. ${said(question)}` })
        .getByText(said(question.answers[0]!), { exact: true })
        .click()
    await agent.page.getByRole('button', { name: t('call-back.make') }).click()
    await expect(agent.page.getByText(t('call-back.recorded'))).toBeVisible()
    expect(await called()).toBe(before + 1)
    await page.goto('/call-backs')
    await expect(page.getByRole('row', { name: one.unit.name })).toContainText(String(before + 1))
  })

test('compliance writes the next version of a script and sets the rules from tomorrow; today’s stay', async ({
  sit,
}) => {
  const { page, t } = await sit('compliance')
  await page.goto('/call-backs?view=scripts')
  const name = t('call-backs.script.next-of', { kind: t('call-back-kind.above-class') })
  await page.getByRole('button', { name }).click()
  const form = page.getByRole('region', { name })
  await form.getByLabel(t('call-backs.script.opening-en')).fill('Good day, this is your firm. The call is recorded.')
  await form.getByRole('button', { name: t('call-backs.script.save') }).click()
  const versions = page.getByRole('region', { name: t('call-back-kind.above-class') }).getByRole('group')
  await expect(versions.filter({ hasText: t('call-backs.ahead') })).toHaveCount(1)
  await expect(versions.filter({ hasText: t('call-backs.holds') })).toContainText(t('call-backs.script.first'))

  await page.goto('/call-backs?view=rules')
  await page.getByRole('button', { name: t('call-backs.rules.set') }).click()
  await page.getByLabel(t('call-backs.rule.percent')).fill('12')
  await page.getByRole('button', { name: t('ui.save') }).click()
  await expect(page.getByRole('row', { name: t('call-backs.ahead') })).toContainText('12.00%')
  await expect(page.getByRole('row', { name: t('call-backs.holds') })).toContainText('10.00%')
})
