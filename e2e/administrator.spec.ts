import { randomInt } from 'node:crypto'
import { newCustomer } from './firm.ts'
import { expect, test } from './reader.ts'

test('an administrator makes a role and a user who works at once, stops them, and sees no customer', async ({
  sit,
  firm,
  provokes,
}) => {
  const { page, t } = await sit('administrator')
  const areas = page.getByRole('navigation', { name: t('frame.navigation') })
  const code = `trainee-${randomInt(2 ** 40).toString(36)}`
  const { customerNo } = await newCustomer(await firm.hire('account-manager', { unit: 'B04' }), '百里长风')
  await page.goto('/')
  await expect(areas.getByRole('link')).toHaveText(
    (['today', 'notices', 'approval-flows', 'organisation', 'users', 'roles', 'data-centre'] as const).map((place) =>
      t(`frame.${place}`),
    ),
  )
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: t('ui.not-allowed') })).toBeVisible()

  await areas.getByRole('link', { name: t('frame.roles') }).click()
  await page.getByRole('link', { name: t('role.copy.of', { name: 'Service agent' }) }).click()
  await page.getByRole('textbox', { name: t('role.name'), exact: true }).fill(`Trainee ${code}`)
  await page.getByRole('textbox', { name: t('role.name-zh') }).fill(`实习生 ${code}`)
  await page.getByRole('textbox', { name: t('role.code') }).fill(code)
  await page.getByRole('checkbox', { name: t('permission.care-visit.plan') }).uncheck()
  await page.getByRole('button', { name: t('role.add') }).click()
  await page.getByRole('link', { name: `Trainee ${code}`, exact: true }).click()
  await expect(page.getByRole('radio', { name: t('scope.units'), exact: true })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: t('permission.care-visit.plan') })).not.toBeChecked()

  await areas.getByRole('link', { name: t('frame.users') }).click()
  await page.getByRole('button', { name: t('user.add') }).click()
  const form = page.getByRole('dialog', { name: t('user.add') })
  await form.getByRole('textbox', { name: t('user.name'), exact: true }).fill('夏侯惇')
  await form.getByRole('textbox', { name: t('user.username') }).fill(code)
  await form.getByRole('combobox', { name: t('user.unit') }).fill(firm.unit('B04').name)
  await page.getByRole('option', { name: firm.unit('B04').name, exact: true }).click()
  await form.getByRole('combobox', { name: t('user.role') }).fill(code)
  await page.getByRole('option', { name: code }).click()
  await form.getByLabel(t('user.first-password')).fill('short')
  await form.getByRole('button', { name: t('user.add') }).click()
  await expect(form.getByText(t('field.password.short'))).toBeVisible()
  await form.getByLabel(t('user.first-password')).fill(`journey of ${code}`)
  await form.getByRole('button', { name: t('user.add') }).click()
  await expect(page.getByText(t('user.added', { name: '夏侯惇' }))).toBeVisible()

  const made = await sit(null)
  provokes(401)
  await made.page.goto(`/customers?q=${customerNo}`)
  await made.page.getByRole('textbox', { name: made.t('sign-in.username') }).fill(code)
  await made.page.getByRole('textbox', { name: made.t('sign-in.password') }).fill(`journey of ${code}`)
  await made.page.getByRole('button', { name: made.t('sign-in.send'), exact: true }).click()
  await expect(made.page.getByRole('link', { name: '百里长风' })).toBeVisible()

  await page.goto(`/users?user=${code}`)
  await page.getByRole('button', { name: t('user.disable') }).click()
  const asked = page.getByRole('dialog', { name: t('user.disable.title', { name: '夏侯惇' }) })
  await asked.getByRole('button', { name: t('user.disable') }).click()
  await expect(page.getByText(t('user.disable.done', { name: '夏侯惇' }))).toBeVisible()
  await made.page.getByRole('link', { name: '百里长风' }).click()
  await expect(made.page).toHaveURL(/\/sign-in\?return=/)
})
