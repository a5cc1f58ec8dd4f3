import { expect, test } from 'vitest'
import { playwrightCounts, playwrightFailures, vitestCounts, vitestFailures } from './test-counts.mjs'

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

test('what failed is named with its file, tests and files that could not be loaded alike', () => {
  const unit = {
    testResults: [
      { name: '/r/a.test.ts', status: 'failed', message: 'No such module\n  at x', assertionResults: [] },
      {
        name: '/r/b/b.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'is right' },
          { status: 'failed', fullName: 'is wrong', failureMessages: ['\u001b[31mexpected 1\u001b[0m\n at y'] },
        ],
      },
      { name: '/r/c.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed', fullName: 'c' }] },
    ],
  }
  expect(vitestFailures(unit, '/r')).toEqual(['a.test.ts: No such module', 'b/b.test.ts › is wrong: expected 1'])
  const journeys = {
    suites: [
      {
        specs: [{ ok: true, file: 'a.spec.ts', line: 1, title: 'a' }],
        suites: [{ specs: [{ ok: false, file: 'a.spec.ts', line: 7, title: 'b' }] }],
      },
    ],
  }
  expect(playwrightFailures(journeys)).toEqual(['e2e/a.spec.ts:7 › b'])
  expect([vitestFailures(undefined, '/r'), playwrightFailures(undefined)]).toEqual([[], []])
})
