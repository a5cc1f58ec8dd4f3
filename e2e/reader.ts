import { type BrowserContext, test as base, type Page } from '@playwright/test'
import type { Preferences } from '@rapport/contract/session'
import { type Firm, findFirm, type Person, plainPreferences, type RoleCode } from './firm.ts'
import { type Locale, type Words, wordsOf } from './words.ts'

export { expect } from '@playwright/test'
export { locales } from './words.ts'
export const wide = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** Somebody at a browser: a page, the words they read, and the API in their name. */
export interface Reader {
  page: Page
  t: Words
  locale: Locale
  person: Person
  /** Another tab of the same browser. */
  tab: () => Promise<Page>
}

interface Look extends Partial<Preferences> {
  size?: typeof wide
  unit?: string
}

interface Journey {
  origin: string
  /** The business day before the present one. */
  yesterday: string
  /** Sits somebody down at a browser: a new person of a role, or somebody already signed in. */
  sit: (who: RoleCode | Person | null, look?: Look) => Promise<Reader>
  /** What a browser complained about: scripts that failed, policies broken, dialogs. Empty at the end of every journey. */
  complaints: string[]
  /** Refusals that this journey provokes, by their status: browsers write each into the console. */
  provokes: (...statuses: number[]) => void
}

export const test = base.extend<Journey, { firm: Firm }>({
  firm: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, worker) => {
      await use(await findFirm(worker.project.use.baseURL!))
    },
    { scope: 'worker' },
  ],
  origin: async ({ baseURL }, use) => use(baseURL!),
  yesterday: async ({ firm }, use) => {
    const today = new Date(`${firm.admin.viewer.today}T00:00:00Z`)
    await use(new Date(today.getTime() - 86_400_000).toISOString().slice(0, 10))
  },
  complaints: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const complaints: string[] = []
      await use(complaints)
      base.expect(complaints, 'what the browser complained about').toEqual([])
    },
    { auto: true },
  ],
  provokes: async ({ complaints }, use) => {
    const provoked: number[] = []
    await use((...statuses) => void provoked.push(...statuses))
    const answered = provoked.map((status) => `status of ${status} `)
    complaints.splice(0, complaints.length, ...complaints.filter((one) => !answered.some((it) => one.includes(it))))
  },
  sit: async ({ browser, firm, origin, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (who, look = {}) => {
      const { size = wide, unit, ...chosen } = look
      const preferences = { ...plainPreferences, ...chosen }
      const person = typeof who === 'string' ? await firm.hire(who, { preferences, ...(unit && { unit }) }) : who
      const locale = person && typeof who !== 'string' ? person.viewer.preferences.locale : preferences.locale
      const context = await browser.newContext({ baseURL: origin, viewport: size, locale, reducedMotion: 'reduce' })
      contexts.push(context)
      context.on('page', (page) => listen(page, complaints))
      if (person) await context.addCookies([cookieOf(person, origin)])
      const tab = () => context.newPage()
      return { page: await tab(), tab, t: wordsOf(locale), locale, person: person as Person }
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

function cookieOf({ cookie }: Person, url: string) {
  const [name = '', value = ''] = cookie.split(/=(.*)/)
  return { name, value, url }
}

function listen(page: Page, complaints: string[]) {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack ?? error}`))
  page.on('console', (said) => {
    if (said.type() === 'error' || said.type() === 'warning')
      complaints.push(`${page.url()}: ${said.text()} (${said.location().url})`)
  })
  page.on('dialog', (dialog) => {
    // What a form asks when one leaves it half typed is the product's own.
    if (dialog.type() === 'beforeunload') return void dialog.accept()
    complaints.push(`${page.url()}: a dialog said ${dialog.message()}`)
    void dialog.dismiss()
  })
}
