import { readFileSync } from 'node:fs'

/**
 * When `npm start` itself is killed, its shell and this process would live on, holding the port and the data. Looks twice
 * a second whether the processes up to npm are still there, and drains as on SIGTERM when one is not. Linux only.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return
  const above = ancestorsUpToNpm()
  const timer = setInterval(() => {
    if (above.every(({ pid, began }) => look(pid)?.began === began)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  timer.unref()
}

function ancestorsUpToNpm() {
  const above = []
  for (let pid = process.ppid; pid > 1; ) {
    const seen = look(pid)
    if (!seen) return []
    above.push({ pid, began: seen.began })
    if (/\bnpm\b/.test(seen.command)) return above
    pid = seen.parent
  }
  return []
}

/** Undefined when the process has ended, collected or not. */
function look(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    if (fields[0] === 'Z') return undefined
    return { parent: Number(fields[1]), began: fields[19], command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }
  } catch {
    return undefined
  }
}
