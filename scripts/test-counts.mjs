/** How many tests of vitest's JSON report passed, failed and were skipped. A file that could not be loaded is one failure. */
export function vitestCounts(report) {
  const unloaded = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + unloaded.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

/** The same of Playwright's report; what passed at a second try passed. */
export function playwrightCounts(report) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report?.stats ?? {}
  return { passed: expected + flaky, failed: unexpected, skipped }
}
