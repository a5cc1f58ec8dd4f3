import { messageTemplates } from '@rapport/contract/service/message-templates'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`what one person drafts is returned by a second, submitted again and approved (${locale})`, async ({
    sit,
    firm,
  }) => {
    const maker = await firm.hire('head-office', { preferences: { locale } })
    const code = `e2e-${locale.toLowerCase()}-${Date.now().toString(36)}`
    await maker.call(messageTemplates.draft, {
      body: {
        code,
        channel: 'sms',
        class: 'SERVICE',
        urgent: false,
        name: code,
        nameZh: code,
        subject: null,
        subjectZh: null,
        body: 'Dear {salutation}',
        bodyZh: '{salutation}您好',
      },
    })
    const { page, t } = await sit('compliance', { locale })
    await page.goto('/approvals')
    await page
      .getByRole('link', { name: `${code} (1)` })
      .first()
      .click()
    await page.getByRole('button', { name: t('approval.do.returned') }).click()
    await page.getByRole('textbox', { name: t('approval.note') }).fill('请写明依据')
    await page.getByRole('button', { name: t('approval.do.returned') }).click()
    await expect(page.getByText(t('approval-state.returned')).first()).toBeVisible()

    const asker = await sit(maker)
    await asker.page.goto('/approvals?view=mine')
    await asker.page
      .getByRole('link', { name: `${code} (1)` })
      .first()
      .click()
    await expect(asker.page.getByText('请写明依据')).toBeVisible()
    await asker.page.getByRole('button', { name: t('approval.do.submit') }).click()
    await asker.page.getByRole('textbox', { name: t('approval.note') }).fill('依据见制度第三条')
    await asker.page.getByRole('button', { name: t('approval.do.submit') }).click()
    await expect(asker.page.getByText(t('approval.round', { round: 2 }))).toBeVisible()

    await page.reload()
    await expect(page.getByText('依据见制度第三条')).toBeVisible()
    await page.getByRole('button', { name: t('approval.do.approved') }).click()
    await page.getByRole('button', { name: t('approval.do.approved') }).click()
    await expect(page.getByRole('list', { name: t('approval.steps') })).toContainText(t('approval-step.approved'))
    const { items } = await maker.call(messageTemplates.list)
    expect(items.find((one) => one.code === code)).toMatchObject({ state: 'approved' })
  })
