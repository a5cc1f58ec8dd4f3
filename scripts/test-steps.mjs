import { spawn } from 'node:child_process'
import { quiet, root } from './packages.mjs'

let current
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    // Each tool runs in its own process group, so that whatever it started ends with it.
    if (current) process.kill(-current.pid, signal)
    process.exitCode = 130
  })

/** Does one step of `npm test`, says how long it took, and remembers rather than throws its failure. */
export async function step(name, work) {
  console.log(`\n▸ ${name}`)
  const began = performance.now()
  let failure
  try {
    if (process.exitCode === 130) throw new Error('interrupted')
    await work()
  } catch (error) {
    failure = error
    console.error(error.message)
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${failure ? '✗' : '✓'} ${name}: ${seconds} s`)
  return { name, seconds, failure }
}

/** Runs a tool whose output belongs on the screen. */
export function shown(command, args, env = {}) {
  return run(command, args, env, 'inherit')
}

/** Runs a tool that is worth hearing only when it fails. */
export function unlessFailing(command, args) {
  return run(command, args, {}, 'pipe')
}

function run(command, args, env, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      detached: true,
      env: { ...process.env, ...quiet, ...env },
      stdio: ['ignore', output, output],
    })
    current = child
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += chunk
      })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      current = undefined
      const tool = command.split('/').at(-1)
      if (code === 0) resolve()
      else reject(new Error(`${said}${tool} ${code === null ? `was ended by ${signal}` : `ended with ${code}`}`))
    })
  })
}
