import type { SurveyQuestion } from '@rapport/contract/service/survey-questions'
import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { surveys } from '@rapport/contract/service/surveys'
import { tasks } from '@rapport/contract/service/tasks'
import { newCustomer, type Person } from './firm.ts'
import { expect, locales, phone, test } from './reader.ts'

const item = (bank: readonly SurveyQuestion[], code: string, more: object = {}) => ({
  questionId: bank.find((question) => question.code === code)!.id,
  required: true,
  jumps: [],
  ...more,
})
/** CSAT, NPS, and a reason of whoever does not recommend; a draft. */
async function drafted(person: Person, name: string) {
  const { items: bank } = await person.call(surveyQuestions.list)
  const promoters = { when: { is: 'score' as const, from: 9, to: 10 }, to: 'end' }
  const items = [
    item(bank, 'csat'),
    item(bank, 'nps', { jumps: [promoters] }),
    item(bank, 'reason', { required: false }),
  ]
  const words = { intro: null, introZh: null, thanks: 'Thanks a lot', thanksZh: '非常感谢', quotas: [] }
  return person.call(surveys.create, {
    body: { name, nameZh: name, anonymous: false, definition: { ...words, languages: ['zh-CN', 'en'], items } },
  })
}

for (const locale of locales)
  test(`a leader puts a survey live and hands over a link; the customer answers on a phone, and a low score is a task (${locale})`, async ({
    sit,
    firm,
    provokes,
  }) => {
    provokes(401)
    const owner = await firm.hire('account-manager')
    const name = locale === 'en' ? '诸葛问卷' : '司马问卷'
    const customer = await newCustomer(owner, name)
    const { page, t, person } = await sit('branch-manager', { locale })
    const { id } = await drafted(person, `柜台服务 ${locale}`)

    await page.goto(`/surveys/${id}?view=preview`)
    await expect(page.getByText(t('survey.preview.text', { number: 1 }))).toBeVisible()
    await page.getByRole('button', { name: t('survey.go-live', { number: 1 }) }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('survey.go-live', { number: 1 }) })
      .click()
    await expect(page.getByText(t('survey.is-live'))).toBeVisible()
    await page.goto(`/surveys/${id}?view=send`)
    const byHand = page.getByRole('region', { name: t('survey.by-hand'), exact: true })
    await byHand.getByRole('combobox').fill(name)
    await page.getByRole('option').first().click()
    await byHand.getByRole('button', { name: t('survey.by-hand.make') }).click()
    const link = (await byHand.locator('code').textContent())!
    expect(new URL(link).pathname).toMatch(/^\/s\/[A-Za-z0-9_-]{22}$/)

    const reader = await sit(null, { locale, size: phone })
    const sheet = reader.page
    await sheet.goto(link)
    const scale = (question: string) => sheet.getByRole('group', { name: new RegExp(question) })
    const csat = scale(locale === 'en' ? 'satisfied' : '满意')
    const nps = scale(locale === 'en' ? 'recommend' : '推荐')
    await expect(sheet.getByRole('group')).toHaveCount(3)
    // Whoever recommends is asked for no reason.
    await nps.getByText('10', { exact: true }).click()
    await expect(sheet.getByRole('group')).toHaveCount(2)
    await nps.getByText('3', { exact: true }).click()
    await sheet.getByRole('button', { name: t('survey-link.send') }).click()
    await expect(csat.getByRole('alert')).toHaveText(t('survey-link.required'))
    // By keyboard: the question has the focus, and arrows move along its scale.
    await sheet.keyboard.press('Tab')
    await sheet.keyboard.press('Space')
    await sheet.keyboard.press('ArrowRight')
    await sheet.getByRole('textbox').fill('等了很久')
    await expect(sheet.getByText(t('survey-link.saved'))).toBeVisible()
    await sheet.reload()
    await expect(sheet.getByRole('textbox')).toHaveValue('等了很久')
    await expect(csat.getByRole('radio', { name: '2', exact: true })).toBeChecked()
    await sheet.getByRole('button', { name: t('survey-link.send') }).click()
    await expect(sheet.getByText(locale === 'en' ? 'Thanks a lot' : '非常感谢')).toBeVisible()
    await sheet.reload()
    await expect(sheet.getByText(locale === 'en' ? 'Thanks a lot' : '非常感谢')).toBeVisible()

    const { items } = await owner.call(tasks.list, { query: { customer: customer.id } })
    expect(items.map(({ kind, code }) => [kind, code])).toEqual([['survey', 'M29']])
    await page.goto(`/surveys/${id}?view=answers&q=${encodeURIComponent('很久')}`)
    await expect(page.getByText('等了很久')).toBeVisible()
    await expect(page.getByRole('link', { name: t('survey.low-task') })).toBeVisible()
    await page.goto(`/customers/${customer.id}?tab=surveys`)
    await expect(page.getByText('等了很久')).toBeVisible()
  })

test('a link that was never given out is told politely in both languages', async ({ sit, provokes }) => {
  provokes(401, 404)
  for (const locale of locales) {
    const { page, t } = await sit(null, { locale, size: phone })
    await page.goto('/s/AAAAAAAAAAAAAAAAAAAAAA')
    await expect(page.getByText(t('survey-link.unknown'))).toBeVisible()
  }
})
