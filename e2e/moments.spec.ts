import { randomInt } from 'node:crypto'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { moments } from '@rapport/contract/service/moments'
import { tasks } from '@rapport/contract/service/tasks'
import { newCustomer } from './firm.ts'
import { expect, locales, test } from './reader.ts'

// Each looks out for another age, so that neither finds the other's customer.
const ages = { en: 81, 'zh-CN': 82 } as const

for (const locale of locales)
  test(`a rule is edited, tried on past days and let live by a second person; what it finds is a task of the day, and done (${locale})`, async ({
    sit,
  }) => {
    const age = ages[locale]
    const manager = await sit('account-manager', { locale })
    const { today } = manager.person.viewer
    // On 29 February of a leap year: not every year has one.
    const birthOn = `${Number(today.slice(0, 4)) - age}${today.slice(4).replace('-02-29', '-02-28')}`
    const number = makeResidentId({ area: '310101', birthOn, sequence: randomInt(1000) })
    const { id } = await newCustomer(manager.person, '诸葛长寿', {
      birthOn,
      identification: { type: 'resident-id', number },
    })
    const code = `E${age}-${Date.now().toString(36).slice(-6)}`.toUpperCase()
    const maker = await sit('head-office', { locale })
    await maker.person.call(moments.createRule, {
      body: {
        code,
        definition: {
          name: 'Of great age',
          nameZh: '高龄',
          trigger: { kind: 'age-reached', ages: [age] },
          audience: null,
          coolDownDays: 30,
          necessity: 'may',
          limit: { clock: 'calendar', days: 3 },
          skill: null,
          script: 'Dear {salutation}, we wish you well.',
          scriptZh: '{salutation}，祝您安康。',
          action: 'task',
          message: null,
          notice: 'care',
          holdoutPercent: 0,
          goal: null,
        },
      },
    })
    const { page, t } = maker
    await page.goto(`/moments/${code}`)
    await page.getByRole('link', { name: t('moment.edit') }).click()
    await page.getByRole('textbox', { name: t('moment.name-zh') }).fill(`高龄关怀 ${code}`)
    await page.getByRole('textbox', { name: t('moment.name'), exact: true }).fill(`Care in great age ${code}`)
    await page.getByRole('button', { name: t('moment.save') }).click()
    await page.waitForURL(`**/moments/${code}`)
    await page.getByRole('button', { name: t('moment.trial.start') }).click()
    const trial = page.getByRole('region', { name: t('moment.trial') })
    await expect(trial.getByRole('status')).toHaveText(/(31|30) (days|个交易日|天|日)/, { timeout: 60_000 })
    await expect(page.getByRole('button', { name: t('moment.go-live') })).toBeHidden()

    const second = await sit('head-office', { locale })
    await second.page.goto(`/moments/${code}`)
    await second.page.getByRole('button', { name: t('moment.go-live') }).click()
    await second.page
      .getByRole('dialog')
      .getByRole('button', { name: t('moment.go-live') })
      .click()
    await expect(second.page.getByText(t('moment.changed', { code }))).toBeVisible()

    const todo = async () => (await manager.person.call(tasks.list, { query: { customer: id } })).items
    await expect.poll(async () => (await todo()).map((task) => task.code), { timeout: 90_000 }).toEqual([code])
    const day = manager.page
    await day.goto('/')
    const title = locale === 'en' ? `Care in great age ${code}` : `高龄关怀 ${code}`
    await day
      .getByRole('region', { name: t('today.tasks') })
      .getByRole('link', { name: title })
      .click()
    await expect(day.getByRole('heading', { name: title })).toBeVisible()
    await expect(
      day.getByText(locale === 'en' ? /Dear 诸葛\S+, we wish you well\./ : /诸葛\S+，祝您安康。/),
    ).toBeVisible()
    await day.getByRole('button', { name: t('task.record') }).click()
    const form = day.getByRole('region', { name: t('task.record') })
    await form.getByText(t('task-outcome.reached'), { exact: true }).click()
    await form.getByRole('combobox', { name: t('task.channel') }).click()
    await day.getByRole('option', { name: t('channel.phone') }).click()
    await form.getByRole('button', { name: t('task.record') }).click()
    await expect(form).toBeHidden()
    expect((await todo()).map(({ state }) => state)).toEqual(['done'])
  })
