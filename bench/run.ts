import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@rapport/database/embedded'
import { Seal } from '@rapport/database/seal'
import { benchAnalysis } from './analysis.ts'
import { benchAverage } from './average.ts'
import { benchCharts } from './charts.ts'
import { benchDay } from './day.ts'
import { benchImport } from './import.ts'
import { benchMessages } from './messages.ts'
import { benchMoments } from './moments.ts'
import { benchNotifications } from './notifications.ts'
import { prepare } from './prepare.ts'
import { benchQueue } from './queue.ts'
import { benchRecommendation } from './recommendation.ts'
import { benchReports } from './reports.ts'
import { benchRestart } from './restart.ts'
import { benchSegments } from './segments.ts'
import { benchStoredChecks } from './stored-checks.ts'
import { benchSuitability } from './suitability.ts'
import { benchWall } from './wall.ts'
import { benchWarehouse } from './warehouse.ts'

// npm run bench [-- --small] [-- wall day queue charts reports restart import load daily recompute analysis average segments messages
// notifications moments suitability recommendation]
const small = process.argv.includes('--small')
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const wanted = (name: string) => chosen.length === 0 || chosen.includes(name)
const kept = process.argv.find((word) => word.startsWith('--keep='))?.slice('--keep='.length)
const size = small
  ? { customers: 5_000, trades: 100_000, visits: 15_000, importRows: 20_000, seconds: 3 }
  : { customers: 100_000, trades: 5_000_000, visits: 300_000, importRows: 1_000_000, seconds: 10 }

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}${small ? ', small' : ''}`)
if (['wall', 'day', 'queue', 'charts', 'reports', 'restart'].some(wanted)) {
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'rapport-bench-'))
  const keys = keysIn(dataDir)
  const database = await startEmbedded({ dataDir })
  try {
    const world = await prepare(database.url, new Seal(keys.encryptionKeys, keys.indexKey), size)
    if (wanted('wall')) await benchWall(world)
    if (wanted('day')) await benchDay(world, keys, dataDir, size.seconds)
    if (wanted('queue')) await benchQueue(world, keys, dataDir)
    if (wanted('charts')) await benchCharts(world, keys, dataDir)
    if (wanted('reports')) await benchReports(world, keys, dataDir)
    if (wanted('restart')) await benchRestart(world, keys, dataDir)
  } finally {
    await database.stop()
    if (!kept) rmSync(dataDir, { recursive: true, force: true })
  }
}
if (wanted('notifications')) {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'))
  const keys = keysIn(dataDir)
  const database = await startEmbedded({ dataDir })
  try {
    await benchNotifications(database.url, new Seal(keys.encryptionKeys, keys.indexKey), keys, dataDir)
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
if (wanted('average')) benchAverage(small ? 300_000 : 3_000_000)
if (wanted('suitability')) {
  benchSuitability(small ? 20_000 : 200_000)
  await benchStoredChecks({ checks: small ? 2_000 : 20_000 })
}
if (wanted('recommendation')) benchRecommendation()
if (wanted('analysis')) await benchAnalysis({ trades: small ? 20_000 : 175_000 })
if (wanted('segments')) await benchSegments({ customers: small ? 20_000 : 1_000_000 })
if (wanted('moments'))
  await benchMoments(small ? { customers: 5_000, trades: 5_000 } : { customers: 100_000, trades: 100_000 })
if (wanted('messages')) await benchMessages({ letters: small ? 1_000 : 10_000 })
if (wanted('import')) await benchImport({ rows: size.importRows })
if (['load', 'daily', 'recompute'].some(wanted))
  await benchWarehouse(
    small
      ? { load: 100_000, history: 100_000, daily: 10_000, customers: 8_000 }
      : { load: 5_000_000, history: 4_500_000, daily: 100_000, customers: 100_000 },
    wanted,
  )

function keysIn(dataDir: string) {
  const file = join(dataDir, 'bench-keys.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as { encryptionKeys: string; indexKey: string }
  const key = randomBytes(32).toString('base64')
  const keys = { encryptionKeys: `k1:${key}`, indexKey: key }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  return keys
}
