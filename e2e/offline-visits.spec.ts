import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { session } from '@rapport/contract/session'
import { findChromium } from './chromium.ts'
import { newCustomer, type Person } from './firm.ts'
import { expect, test } from './reader.ts'
import { type Words, wordsOf } from './words.ts'

/** How many visits are written down without a network in the journey that kills the browser: trust.md F-19 asks for 100 once. */
const MANY = Number(process.env.RAPPORT_OFFLINE_VISITS ?? 6)
const t = wordsOf('en')

async function signInBy(page: Page, person: Person) {
  await page.getByLabel(t('sign-in.username')).fill(person.username)
  await page.getByLabel(t('sign-in.password'), { exact: true }).first().fill(person.password)
  await page.getByRole('button', { name: t('sign-in.send') }).click()
}
/** The device is ready once the worker has its parts and the planned visits are kept. */
async function ready(page: Page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const kept = () =>
      new Promise<number>((resolve, reject) => {
        const asked = indexedDB.open('rapport.offline')
        asked.onerror = () => reject(asked.error)
        asked.onsuccess = () => {
          const count = asked.result.transaction('desk').objectStore('desk').count()
          count.onsuccess = () => {
            asked.result.close()
            resolve(count.result)
          }
        }
      })
    while ((await kept()) === 0) await new Promise((wait) => setTimeout(wait, 100))
  })
}
const numberField = (page: Page, words: Words) => page.locator('form').getByLabel(words('offline-visits.customer-no'))
async function writeDown(page: Page, words: Words, customerNo: string, content: string) {
  await page.getByRole('button', { name: words('offline-visits.new') }).click()
  await numberField(page, words).fill(customerNo)
  await page.getByText(words('outcome.reached'), { exact: true }).click()
  await page.getByRole('textbox', { name: words('care-visit.content') }).fill(content)
  await page
    .locator('form')
    .getByRole('button', { name: words('care-visit.record') })
    .click()
}
const waits = (words: Words, count: number) => words('offline-visits.waiting', { count })
/** What the firm has of a customer, as the one who looks after them sees it. */
const contents = async (by: Person, customer: string) => {
  const { items } = await by.call(careVisits.list, { query: { customer, limit: '200' } })
  return items.map(({ content }) => content).sort()
}

test('visits of a place without a network are kept, the app opens there, and they are sent once when it is back', async ({
  sit,
  complaints,
}) => {
  const { page, person, t: words, tab } = await sit('account-manager')
  const { id, customerNo } = await newCustomer(person, '地下室客户')
  const visit = await person.call(careVisits.plan, {
    body: { customerId: id, kind: 'care', channel: 'in-person', plannedOn: person.viewer.today },
  })
  await page.goto('/care-visits/offline')
  await ready(page)
  const context = page.context()
  await context.setOffline(true)
  await expect(page.getByRole('link', { name: words('offline-visits.no-network') })).toBeVisible()
  await writeDown(page, words, customerNo, '没有信号时谈的')
  await expect(page.getByRole('link', { name: waits(words, 1) })).toBeVisible()

  // The tab is closed; another opens by its address, without a network.
  const again = await tab()
  await page.close()
  await again.goto('/')
  await expect(again.getByRole('heading', { name: words('offline-visits.title') })).toBeVisible()
  await expect(again.getByText('没有信号时谈的')).toBeVisible()
  await again.getByRole('button', { name: words('care-visit.record.for', { name: '地下室客户' }) }).click()
  await again.getByText(words('outcome.interested'), { exact: true }).click()
  await again.getByRole('textbox', { name: words('care-visit.content') }).fill('计划中的拜访')
  await again
    .locator('form')
    .getByRole('button', { name: words('care-visit.record') })
    .click()
  await expect(again.getByText(waits(words, 2))).toBeVisible()
  expect(await contents(person, id)).toEqual([null])

  await context.setOffline(false)
  await expect(again.getByText(waits(words, 2))).toBeHidden()
  await expect.poll(() => contents(person, id)).toEqual(['没有信号时谈的', '计划中的拜访'])
  await again.getByRole('button', { name: words('offline-visits.open') }).click()
  await expect(again.getByRole('navigation', { name: words('frame.navigation') })).toBeVisible()
  expect(await person.call(careVisits.open, { params: { id: visit.id } })).toMatchObject({ state: 'recorded' })
  // A browser writes each request that found no network into the console.
  const others = complaints.filter((one) => !/ERR_(FAILED|INTERNET_DISCONNECTED)/.test(one))
  complaints.splice(0, complaints.length, ...others)
})

test(`a browser that is killed, a session that ended, a customer handed over: of ${MANY} visits none is lost or doubled`, async ({
  firm,
  origin,
}) => {
  test.setTimeout(180_000 + MANY * 10_000)
  const person = await firm.hire('account-manager')
  const [leader, colleague] = [await firm.hire('branch-manager'), await firm.hire('account-manager')]
  const mine = await newCustomer(person, '留下的客户')
  const gone = await newCustomer(person, '移交的客户')
  const dir = mkdtempSync(join(tmpdir(), 'rapport-device-'))
  const killed: BrowserContext[] = []
  const open = async () => {
    const context = await chromium.launchPersistentContext(dir, {
      executablePath: findChromium()!,
      chromiumSandbox: false,
      baseURL: origin,
      locale: 'en',
      args: ['--disable-quic', '--disable-background-networking', '--disable-sync', '--no-first-run', '--disable-gpu'],
    })
    killed.push(context)
    return { context, page: context.pages()[0] ?? (await context.newPage()) }
  }
  // All of its processes, as a phone that runs out of power ends them.
  const kill = () => {
    const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    for (const line of processes.split('\n'))
      if (line.includes(`--user-data-dir=${dir}`)) {
        try {
          process.kill(Number.parseInt(line, 10), 'SIGKILL')
        } catch {
          // It went with its parent.
        }
      }
  }
  try {
    const first = await open()
    await first.page.goto('/care-visits/offline')
    await signInBy(first.page, person)
    await expect(first.page.getByRole('heading', { name: t('offline-visits.title') })).toBeVisible()
    await ready(first.page)
    await first.context.setOffline(true)
    const wanted: string[] = []
    for (let n = 0; n < MANY; n++) {
      const content = `第 ${String(n).padStart(3, '0')} 次`
      wanted.push(content)
      await writeDown(first.page, t, mine.customerNo, content)
      await expect(first.page.getByRole('link', { name: waits(t, n + 1) })).toBeVisible()
    }
    await writeDown(first.page, t, gone.customerNo, '移交前谈的')
    await expect(first.page.getByRole('link', { name: waits(t, MANY + 1) })).toBeVisible()
    kill()

    // Meanwhile: handed over, and signed out everywhere.
    const { version } = await leader.call(customers.open, { params: { id: gone.id } })
    await leader.call(customers.handOver, {
      params: { id: gone.id },
      version,
      body: { ownerId: colleague.viewer.id, reason: '换人' },
    })
    const next = `another ${person.password}`
    await person.call(session.changePassword, { body: { current: person.password, next } })
    person.password = next

    const second = await open()
    await second.page.goto('/customers')
    // Somebody else at this device: nothing to see, nothing is sent.
    await signInBy(second.page, colleague)
    await expect(second.page.getByRole('navigation', { name: t('frame.navigation') })).toBeVisible()
    await second.page.goto('/care-visits/offline')
    await expect(second.page.getByRole('heading', { name: t('offline-visits.title') })).toBeVisible()
    await expect(second.page.getByText('移交前谈的')).toBeHidden()
    await expect(second.page.getByRole('link', { name: /waits? to be sent/ })).toBeHidden()
    await second.page.getByRole('button', { name: t('frame.me', { name: colleague.viewer.name }) }).click()
    await second.page.getByRole('menuitem', { name: t('frame.sign-out') }).click()
    await expect(second.page.getByLabel(t('sign-in.username'))).toBeVisible()
    expect(await contents(leader, mine.id)).toEqual([])

    await signInBy(second.page, person)
    await expect(second.page.getByRole('link', { name: t('offline-visits.attention', { count: 1 }) })).toBeVisible()
    await expect.poll(() => contents(leader, mine.id), { timeout: 120_000 }).toEqual(wanted)
    expect(await contents(leader, gone.id)).toEqual([])

    // Never dropped: what was typed, why it was refused, and what one can do.
    await second.page.getByRole('link', { name: t('offline-visits.attention', { count: 1 }) }).click()
    await expect(second.page.getByText('移交前谈的')).toBeVisible()
    await expect(second.page.getByText(t('field.customer-no.nobody'))).toBeVisible()
    await second.page.getByRole('button', { name: t('frame.me', { name: person.viewer.name }) }).click()
    await second.page.getByRole('menuitem', { name: t('frame.sign-out') }).click()
    const asks = second.page.getByRole('dialog', { name: t('offline-visits.sign-out') })
    await expect(asks).toContainText(t('offline-visits.sign-out.text', { count: 1 }))
    await asks.getByRole('button', { name: t('ui.cancel') }).click()
    await second.page.getByRole('button', { name: t('offline-visits.edit') }).click()
    await numberField(second.page, t).fill(mine.customerNo)
    await second.page
      .locator('form')
      .getByRole('button', { name: t('care-visit.record') })
      .click()
    await expect.poll(() => contents(leader, mine.id)).toEqual([...wanted, '移交前谈的'].sort())
    await expect(second.page.getByRole('link', { name: t('offline-visits.attention', { count: 1 }) })).toBeHidden()
  } finally {
    for (const context of killed) await context.close().catch(() => undefined)
    kill()
    rmSync(dir, { recursive: true, force: true })
  }
})
