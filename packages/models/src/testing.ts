import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { brier, calibration } from './calibration.ts'
import type { FeatureRow } from './encoding.ts'
import { lift } from './lift.ts'
import { ks, prAuc, rocAuc } from './roc.ts'
import { probability, type Scorecard } from './scorecard.ts'

/** Where public data lie, for tests that skip where they are absent. */
export const SHARED =
  process.env.RAPPORT_SHARED_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))

/** Rows of a gzipped file with a header line; numbers where all of a field is one. */
export function rowsIn(path: string, separator: string): FeatureRow[] {
  const [header, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split(/\r?\n/)
  const fieldsOf = (line: string) => line.split(separator).map((field) => field.replace(/^"|"$/g, ''))
  const names = fieldsOf(header!)
  return lines.map((line) =>
    Object.fromEntries(
      fieldsOf(line).map((text, place) => [
        names[place]!,
        text !== '' && Number.isFinite(Number(text)) ? Number(text) : text,
      ]),
    ),
  )
}

/** All measures of a scorecard on rows that it did not see. */
export function measured(card: Scorecard, rows: readonly FeatureRow[], labels: readonly number[]) {
  const scores = rows.map((row) => probability(card, row))
  return {
    auc: rocAuc(scores, labels)!,
    prAuc: prAuc(scores, labels)!,
    ks: ks(scores, labels)!,
    brier: brier(scores, labels)!,
    lift5: lift(scores, labels, 0.05)!,
    lift10: lift(scores, labels, 0.1)!,
    calibration: calibration(scores, labels),
  }
}
