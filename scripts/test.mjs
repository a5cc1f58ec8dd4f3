import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, checkNode, ensureBuilt, ensureGenerated, ensureInstalled, root, turbo } from './packages.mjs'
import { playwrightCounts, playwrightFailures, vitestCounts, vitestFailures } from './test-counts.mjs'
import { shown, step, unlessFailing } from './test-steps.mjs'

// `npm test`: everything, in this order. A failed step does not keep the others from speaking; it fails the whole.

checkNode()
const reports = mkdtempSync(join(tmpdir(), 'rapport-reports-'))
const [unit, journeys] = ['vitest.json', 'playwright.json'].map((name) => join(reports, name))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))

const steps = [
  await step('packages', () => ensureInstalled()),
  await step('generate', () => ensureGenerated()),
  await step('lint', () => unlessFailing(bin('biome'), ['check', '.'])),
  await step('types', async () => {
    await unlessFailing(...turbo('types'))
    await unlessFailing(bin('tsc'), ['-p', '.'])
  }),
  // Before the tests: one of them weighs what is built.
  await step('build', () => ensureBuilt()),
  await step('tests', () =>
    shown(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`]),
  ),
  await step('journeys', () =>
    shown(bin('playwright'), ['test', '--config=e2e/playwright.config.ts'], {
      RAPPORT_JOURNEYS_RUN: String(process.pid),
      RAPPORT_JOURNEYS_REPORT: journeys,
    }),
  ),
]

console.log('')
for (const { name, seconds, failure } of steps)
  console.log(`${failure ? 'FAILED' : 'ok    '}  ${name.padEnd(9)} ${seconds} s`)
const failed = steps.filter(({ failure }) => failure)
const [ofTests, ofJourneys] = [read(unit), read(journeys)]
const counts = [vitestCounts(ofTests), playwrightCounts(ofJourneys)]
const sum = (outcome) => counts.reduce((total, count) => total + count[outcome], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
// Last of all: where only the end of the output is kept, it names what failed.
for (const name of [...vitestFailures(ofTests, root), ...playwrightFailures(ofJourneys)]) console.log(`✗ ${name}`)
process.exitCode = failed.length > 0 || sum('failed') > 0 ? 1 : 0

/** A step that failed before it could count has no report. */
function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return undefined
  }
}
