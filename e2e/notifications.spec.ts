import { notices } from '@rapport/contract/administration/notices'
import { tasks } from '@rapport/contract/service/tasks'
import { expect, locales, test } from './reader.ts'

for (const locale of locales)
  test(`what is given to somebody shows on their screen as it happens, and on every tab (${locale})`, async ({
    sit,
    firm,
  }) => {
    // A notice reaches everybody of a branch: each language has one of its own.
    const unit = locale === 'en' ? 'B10' : 'B11'
    const leader = await firm.hire('branch-manager', { unit })
    const { page, t, person, tab } = await sit('account-manager', { locale, unit })
    const badge = (count: number) => t('frame.notifications.unread', { count, total: String(count) })
    await page.goto('/customers')
    await expect(page.getByRole('button', { name: badge(0) })).toBeVisible()
    const other = await tab()
    await other.goto('/customers')
    await expect(other.getByRole('button', { name: badge(0) })).toBeVisible()

    const dueOn = new Date(Date.parse(`${person.viewer.today}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10)
    await leader.call(tasks.create, { body: { title: '整理开户资料', dueOn, assigneeId: person.viewer.id } })
    // Neither page is loaded again.
    await expect(page.getByRole('button', { name: badge(1) })).toBeVisible()
    await expect(other.getByRole('button', { name: badge(1) })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: '整理开户资料' })).toHaveCount(1)

    await page.getByRole('button', { name: badge(1) }).click()
    await page.getByRole('link', { name: /整理开户资料/ }).click()
    await expect(page.getByRole('heading', { name: '整理开户资料' })).toBeVisible()
    await expect(other.getByRole('button', { name: badge(0) })).toBeVisible()

    await leader.call(notices.publish, {
      body: { title: '国庆值班安排', body: '请于周五前确认。', unitIds: [leader.viewer.unit.id], confirm: true },
    })
    // What has to be confirmed is shown on the page itself.
    await page.getByRole('button', { name: t('notifications.open') }).click()
    await page.getByRole('button', { name: t('notice.confirm') }).click()
    await expect(page.getByText(t('notice.confirmed-at'))).toBeVisible()
    const { items } = await leader.call(notices.list, { query: { of: 'published' } })
    expect(items.find(({ author }) => author === leader.viewer.name)?.reach?.confirmed).toBe(1)
  })
