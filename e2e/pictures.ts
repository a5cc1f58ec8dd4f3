// Takes the README's pictures of a running product with the demo firm: BASE_URL=http://127.0.0.1:3000 npx tsx e2e/pictures.ts
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { type Preferences, session } from '@rapport/contract/session'
import { ensureChromium } from './chromium.ts'
import { signIn } from './firm.ts'

interface Picture {
  username: string
  address: string
  preferences: Preferences
}

const pictures: Record<string, Picture> = {
  'customers.png': {
    username: 'am01',
    address: '/customers',
    preferences: { locale: 'en', theme: 'light', rising: 'red' },
  },
  'charts-zh.png': {
    username: 'ho01',
    address: '/charts',
    preferences: { locale: 'zh-CN', theme: 'dark', rising: 'red' },
  },
}

const origin = process.env.BASE_URL ?? 'http://127.0.0.1:3000'
const browser = await chromium.launch({ executablePath: ensureChromium(), chromiumSandbox: false })
for (const [name, { username, address, preferences }] of Object.entries(pictures)) {
  const person = await signIn(origin, username)
  await person.call(session.setPreferences, { body: preferences })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const [cookie = '', value = ''] = person.cookie.split(/=(.*)/)
  await context.addCookies([{ name: cookie, value, url: origin }])
  const page = await context.newPage()
  await page.goto(origin + address, { waitUntil: 'networkidle' })
  await page.screenshot({ path: join(import.meta.dirname, '../docs/pictures', name) })
  await person.call(session.setPreferences, { body: person.viewer.preferences })
  await person.call(session.signOut)
  await context.close()
}
await browser.close()
