import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import { removeEmbedded, runningEmbedded } from '@rapport/database/embedded'
import { freePort } from '@rapport/database/embedded/free-port'
import { startMailServer } from '../apps/api/src/mail/testing-mail-server.ts'
import { ensureChromium } from './chromium.ts'
import { keepLetter } from './letters.ts'
import { mailReportsKey } from './mail-reports.ts'
import { ctiKey } from './telephone.ts'

const START_MS = 180_000
const STOP_MS = 30_000

/** Playwright's global set-up: the built product on a free port with data of its own, which are gone afterwards. */
export default async function startProduct(): Promise<() => Promise<void>> {
  process.env.CHROMIUM_PATH = ensureChromium()
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-journeys-'))
  chmodSync(dataDir, 0o711)
  const port = await freePort()
  const mail = await startMailServer(() => null, keepLetter(dataDir))
  const { DATABASE_URL: _, ...inherited } = process.env
  const server = spawn(process.execPath, [join(import.meta.dirname, '../apps/api/dist/start.js')], {
    env: {
      ...inherited,
      PORT: String(port),
      HOST: '127.0.0.1',
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_PUBLIC_URL: `http://127.0.0.1:${port}`,
      RAPPORT_CTI_KEY: ctiKey,
      RAPPORT_MAIL_REPORTS_KEY: mailReportsKey,
      RAPPORT_SMTP_URL: mail.url,
      RAPPORT_MAIL_FROM: 'rapport@firm.example',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await ended(server)
    await mail.close()
    removeEmbedded(dataDir)
  }
  try {
    process.env.BASE_URL = await ready(server)
    // Journeys run at any hour of the day: to none of them it is too late to write. Rules can be changed from tomorrow on only.
    await asOwner(runningEmbedded(dataDir)!, (owner) =>
      owner.query(`update contact_rules set quiet_from = '00:00', quiet_until = '00:00'`),
    )
    return stop
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** Waits for the line `ready http://…` and returns the address. */
function ready(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`The product ${why}. It said:\n${said}`))
    const timer = setTimeout(() => fail(`was not ready after ${START_MS / 1000} seconds`), START_MS)
    server.on('exit', (code) => fail(`ended with ${code}`))
    for (const stream of [server.stdout!, server.stderr!])
      stream.on('data', (chunk) => {
        said += chunk
        const address = /^ready (\S+)$/m.exec(said)?.[1]
        if (address === undefined) return
        clearTimeout(timer)
        said = ''
        resolve(address)
      })
  })
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve()
    const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS)
    server.on('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    server.kill('SIGTERM')
  })
}
