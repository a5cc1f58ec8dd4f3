import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { products } from '@rapport/contract/marketing/products'
import { newCustomer, type Person } from './firm.ts'
import { expect, locales, test } from './reader.ts'

/** Has a customer assessed who answers each question as carefully as it may be, but does bear a loss. */
async function assessCareful(person: Person, customerId: string) {
  const { items } = await person.call(questionnaires.list)
  const { id } = items.find(({ asked, kind }) => asked && kind === 'person')!
  const { definition } = await person.call(questionnaires.open, { params: { id } })
  const careful = definition.questions.map(({ code, options }) => {
    const may = options.filter(({ lowest }) => !lowest)
    return [code, [may.reduce((least, one) => (one.points < least.points ? one : least)).code]]
  })
  const body = { questionnaireId: id, answers: Object.fromEntries(careful), evidence: 'B-7' }
  return person.call(riskAssessments.record, { params: { id: customerId }, body })
}

for (const locale of locales)
  test(`a product above the class is blocked when offered, and bought on the customer’s own wish with proof (${locale})`, async ({
    sit,
  }) => {
    const { page, t, person } = await sit('account-manager', { locale })
    const customer = await newCustomer(person, locale === 'en' ? '宰予' : '宰我')
    await assessCareful(person, customer.id)
    const { items } = await person.call(products.list, { query: { risk: '4', standing: 'on-shelf', limit: '1' } })
    const product = items[0]!
    const check = async (initiative: 'firm' | 'customer') => {
      await page.goto(`/customers/${customer.id}?tab=profile`)
      await page.getByRole('button', { name: t('suitability.check-product') }).click()
      await page.getByRole('combobox', { name: t('suitability.product') }).fill(product.code)
      await page.getByRole('option', { name: product.code }).click()
      await page.getByText(t(`suitability.initiative.${initiative}`), { exact: true }).click()
      await page.getByRole('button', { name: t('suitability.check'), exact: true }).click()
      await expect(page).toHaveURL(/\/suitability-checks\//)
    }

    await check('firm')
    await expect(page.getByText(t('suitability.outcome.blocked.text'))).toBeVisible()
    await expect(page.getByText(t('suitability.reason.mismatch-risk'))).toBeVisible()
    await expect(page.getByRole('region', { name: t('suitability.steps') })).toHaveCount(0)

    await check('customer')
    await expect(page.getByText(t('suitability.outcome.mismatch-risk.text'))).toBeVisible()
    const id = page.url().split('/').at(-1)!
    const dialog = page.getByRole('dialog')
    for (const step of ['risk-warning', 'mismatch-confirmation'] as const) {
      await expect(page.getByRole('button', { name: t('suitability.proceed') })).toHaveCount(0)
      await page.getByRole('button', { name: t('suitability.do', { step: t(`suitability.step.${step}`) }) }).click()
      await dialog.getByRole('textbox', { name: t('suitability.evidence') }).fill(`V-${step}`)
      await dialog.getByRole('button', { name: t('suitability.record') }).click()
      await expect(dialog).toHaveCount(0)
    }
    await page.getByRole('button', { name: t('suitability.proceed'), exact: true }).click()
    await dialog.getByRole('button', { name: t('suitability.proceed') }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText(t('suitability.state.proceeded')).first()).toBeVisible()
    await page.getByRole('button', { name: t('suitability.replay') }).click()
    await expect(page.getByText(t('suitability.same'), { exact: true })).toBeVisible()
    const kept = await person.call(suitabilityChecks.open, { params: { id } })
    expect(kept).toMatchObject({ state: 'proceeded', replays: [{ same: true, sha256: kept.sha256 }] })

    await page.goto(`/products/${product.id}`)
    const listed = page.getByRole('region', { name: t('suitability.checks') })
    await expect(listed.getByRole('link', { name: customer.name })).toHaveCount(2)
    await listed.getByRole('link', { name: customer.name }).first().click()
    await expect(page).toHaveURL(new RegExp(id))
  })
