import { Connections } from '@rapport/database/connections'
import { keepPlans } from './work/keep-plans.ts'

// A worker of a test: it starts and serves two customers at a time, so that it is killed in the middle.
const [url, now] = process.argv.slice(2)
const connections = new Connections(url!, { most: 2 })
while (await keepPlans({ connections, now: () => new Date(now!) }, { atOnce: 2 }));
await connections.end()
