import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Says that this process uses the data folder, until the returned function is called. Waits a while for another that is
 * about to end, then throws; one that was killed is no obstacle, even if its number has been given to somebody else since.
 */
export async function own(dataDir: string, patienceMs: number, log: (line: string) => void): Promise<() => void> {
  const file = join(dataDir, 'postgres-used-by')
  for (let waited = 0; !take(file); waited += 100) {
    const user = read(file)
    const pid = user.split(' ')[0]!
    if (user !== `${pid} ${beginningOf(pid)}`) rmSync(file, { force: true })
    else if (waited >= patienceMs)
      throw new Error(
        `${dataDir} is in use by process ${pid}: end that first, or set RAPPORT_DATA_DIR to another folder.`,
      )
    else {
      if (waited === 0) log(`waiting for process ${pid}, which uses ${dataDir}`)
      await pause(100)
    }
  }
  return () => rmSync(file, { force: true })
}

/** Linked into its place, so that nobody ever reads a file that is still empty. */
function take(file: string): boolean {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, `${process.pid} ${beginningOf(String(process.pid))}\n`)
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

/** When a process began, in words that differ between two which had the same number; undefined when there is none. */
function beginningOf(pid: string): string | undefined {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'lstart=', '-p', pid], { encoding: 'utf8' }).stdout.trim() || undefined
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    if (afterName[0] === 'Z') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${afterName[19]}`
  } catch {
    return undefined
  }
}
