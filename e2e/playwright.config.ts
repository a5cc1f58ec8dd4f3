import { defineConfig } from '@playwright/test'
import { findChromium } from './chromium.ts'

// Playwright empties the folder first: two runs side by side have one each.
const { RAPPORT_JOURNEYS_REPORT: report, RAPPORT_JOURNEYS_RUN: run = 'by-hand' } = process.env

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: `../test-results/${run}`,
  globalSetup: './product.ts',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
  use: {
    baseURL: process.env.BASE_URL,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      chromiumSandbox: false,
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-gpu',
      ],
    },
  },
})
