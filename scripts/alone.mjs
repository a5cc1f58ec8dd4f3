import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const PATIENCE_MS = 300_000

/** Does the work while no other process holds the lock file. A lock whose process is gone, or five minutes old, is no lock. */
export async function alone(file, work) {
  for (let waited = 0; !take(file); waited += 200) {
    if (!holderLives(file) || waited > PATIENCE_MS) rmSync(file, { force: true })
    else await pause(200)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function holderLives(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // An empty file is one that is being written.
    return pid === 0 || process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
