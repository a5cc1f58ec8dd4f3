import { renameSync, writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Loaded into the processes of a product that is measured, see file.ts: told by a signal, one takes back all memory that nobody
// holds any more, and writes down what is left.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
process.on('SIGUSR2', () => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  const file = `${process.env.BENCH_MEMORY}-${process.pid}`
  writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, external }))
  renameSync(`${file}.new`, file)
})
