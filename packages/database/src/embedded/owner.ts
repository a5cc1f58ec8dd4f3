import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Says that this process uses the data folder, until the returned function is called. Throws when another living process
 * does; one that was killed is no obstacle, even if its number has been given to somebody else since.
 */
export function own(dataDir: string): () => void {
  const file = join(dataDir, 'postgres-used-by')
  const me = `${process.pid} ${startOf(process.pid)}\n`
  try {
    writeFileSync(file, me, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const user = readFileSync(file, 'utf8').trim()
    const pid = user.split(' ')[0]!
    if (!user.endsWith('none') && user === `${pid} ${startOf(Number(pid))}`)
      throw new Error(
        `${dataDir} is in use by process ${pid}: end that first, or set RAPPORT_DATA_DIR to another folder.`,
      )
    rmSync(file, { force: true })
    writeFileSync(file, me, { flag: 'wx' })
  }
  return () => rmSync(file, { force: true })
}

/** When a process began, in words that differ between two processes which had the same number; empty when there is none. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.trim() || 'none'
  }
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    const ended = afterName[0] === 'Z'
    return ended ? 'none' : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${afterName[19]}`
  } catch {
    return 'none'
  }
}
