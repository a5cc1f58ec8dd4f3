import { customers } from '@rapport/contract/customer/customers'
import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'

test('compliance finds in the trail who revealed a mobile and who handed the customer over, and why', async ({
  sit,
  firm,
}) => {
  const owner = await sit('account-manager')
  const next = await firm.hire('account-manager')
  const manager = await firm.hire('branch-manager')
  const made = await newCustomer(owner.person, '独孤信', { contactPoints: [{ kind: 'mobile', value: '13712345678' }] })
  await owner.page.goto(`/customers/${made.id}`)
  await owner.page.getByRole('button', { name: `${owner.t('reveal.act')}: ${owner.t('contact.mobile')}` }).click()
  const asked = owner.page.getByRole('dialog')
  await asked.getByRole('textbox', { name: owner.t('reveal.reason') }).fill('客户要求回电')
  await asked.getByRole('button', { name: owner.t('reveal.act'), exact: true }).click()
  await expect(owner.page.getByText('13712345678')).toBeVisible()
  await manager.call(customers.handOver, {
    params: { id: made.id },
    body: { ownerId: next.viewer.id, reason: '客户经理休假' },
    version: made.version,
  })

  const { page, t } = await sit('compliance', { locale: 'zh-CN' })
  await page.goto(`/audit?customer=${made.id}`)
  const trail = page.getByRole('grid', { name: t('frame.audit') })
  const revealed = trail.getByRole('row', { name: '客户要求回电' })
  await expect(revealed).toContainText(owner.person.username)
  await expect(revealed).toContainText(t('audit.action.reveal'))
  const handedOver = trail.getByRole('row', { name: '客户经理休假' }).filter({ hasText: t('audit.object.customers') })
  await expect(handedOver).toContainText(manager.username)
  await handedOver.getByText('客户经理休假').click()
  const change = page.getByRole('table', { name: t('audit.differences') }).getByRole('row', {
    name: t('audit.field.ownerId'),
  })
  await expect(change).toContainText(owner.person.viewer.id)
  await expect(change).toContainText(next.viewer.id)

  await page.getByRole('link', { name: t('audit.open-customer') }).click()
  await expect(page.getByRole('heading', { level: 1, name: '独孤信' })).toBeVisible()
  await expect(page.getByText('13712345678')).toBeVisible()
})
