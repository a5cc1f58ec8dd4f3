import { expect, test } from 'vitest'
import { playwrightCounts, vitestCounts } from './test-counts.mjs'

test('a test file that could not be loaded counts as a failure, for it ran nothing', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ],
  }
  expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('a step without a report has counted nothing', () => {
  const nothing = { passed: 0, failed: 0, skipped: 0 }
  expect([vitestCounts(undefined), playwrightCounts(undefined)]).toEqual([nothing, nothing])
})

test('a journey that passed at the second try passed', () => {
  const report = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 } }
  expect(playwrightCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 3 })
})
