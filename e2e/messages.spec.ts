import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { messages } from '@rapport/contract/service/messages'
import { newCustomer } from './firm.ts'
import { lastLetterTo } from './letters.ts'
import { tellOfLetter } from './mail-reports.ts'
import { expect, locales, type Reader, test } from './reader.ts'

/** Chooses words on a customer's page and sends them; `said` is what the page says of them before. */
async function write({ page, t }: Reader, customer: string, template: string, said: RegExp) {
  await page.goto(`/customers/${customer}?tab=messages`)
  await page.getByRole('button', { name: t('message.write') }).click()
  await page.getByRole('combobox', { name: t('message.template') }).fill(template)
  await page.getByRole('option', { name: new RegExp(template) }).click()
  await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible()
  await page.getByRole('button', { name: t('message.send'), exact: true }).click()
  await expect(page.getByText(t('message.written'))).toBeVisible()
}

/** Drafts a template on its page, and a second person approves it. */
async function approved(maker: Reader, checker: Reader, code: string) {
  const { page, t } = maker
  await page.goto('/message-templates')
  await page.getByRole('button', { name: t('message-templates.new') }).click()
  const field = (label: string) => page.getByRole('textbox', { name: label, exact: true })
  const choose = async (label: string, choice: string) => {
    await page.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: choice, exact: true }).click()
  }
  await field(t('template.code')).fill(code)
  await choose(t('message.channel'), t('message-channel.email'))
  await choose(t('message.class'), t('message-class.MARKETING'))
  await field(t('template.name-zh')).fill(code)
  await field(t('template.name')).fill(code)
  await field(t('template.subject-zh')).fill('投资者教育讲座')
  await field(t('template.subject')).fill('A lecture')
  await field(t('template.body-zh')).fill('{salutation}您好，诚邀参加讲座')
  await field(t('template.body')).fill('Dear {salutation}, come to our lecture')
  await page.getByRole('button', { name: t('template.draft') }).click()
  await expect(page.getByText(t('template.drafted'))).toBeVisible()
  const row = (reader: Reader) => reader.page.getByRole('listitem').filter({ hasText: code })
  await expect(row(maker).getByRole('button', { name: t('template.approve') })).toBeHidden()
  await checker.page.goto('/message-templates')
  await row(checker)
    .getByRole('button', { name: t('template.approve') })
    .click()
  await expect(row(checker)).toContainText(t('template-state.approved'))
}

for (const locale of locales)
  test(`a letter in words that a second person approved arrives; its link ends such letters, and the next is kept back (${locale})`, async ({
    sit,
    origin,
  }) => {
    const maker = await sit('head-office', { locale })
    const checker = await sit('compliance', { locale })
    const owner = await sit('account-manager', { locale })
    const { page, t, person } = owner
    const own = Date.now().toString(36)
    const email = `letters-${own}@customer.example`
    const { id } = await newCustomer(person, '诸葛来信', { contactPoints: [{ kind: 'email', value: email }] })
    const code = `lecture-${locale.toLowerCase()}-${own}`
    await approved(maker, checker, code)
    await person.call(contactPermissions.consent, {
      params: { id },
      body: { channel: 'email', textVersion: 'v3', evidence: '开户协议', source: 'contract' },
    })
    await write(owner, id, code, /Would be sent now|现在即可发送/)
    await expect.poll(() => lastLetterTo(email) ?? '', { timeout: 90_000 }).toMatch(/诸葛(先生|女士)/)
    const list = async () => (await person.call(messages.list, { query: { customer: id } })).items
    await expect.poll(async () => (await list())[0]!.state).toBe('sent')
    const sent = await person.call(messages.open, { params: { id: (await list())[0]!.id } })
    await tellOfLetter(origin, sent.messageId, 'delivered')
    await page.reload()
    await expect(page.getByRole('grid').getByText(t('message-state.delivered'))).toBeVisible()

    const link = /https?:\/\/\S+(\/unsubscribe\/\S+)/.exec(lastLetterTo(email)!)![1]!
    const reader = await sit(null, { locale })
    await reader.page.goto(link)
    await reader.page.getByRole('button', { name: t('unsubscribe.act') }).click()
    await expect(reader.page.getByRole('status')).toHaveText(t('unsubscribe.done'))

    await write(owner, id, code, new RegExp(t('message-reason.OPTED_OUT')))
    await expect.poll(async () => (await list()).map(({ state }) => state)).toEqual(['suppressed', 'delivered'])
    await page.reload()
    await expect(page.getByRole('grid').getByText(t('message-reason.OPTED_OUT'))).toBeVisible()
    await expect(page.getByText(t('opt-out-source.link'))).toBeVisible()
  })
