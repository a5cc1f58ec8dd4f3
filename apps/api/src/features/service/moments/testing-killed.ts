import { Connections } from '@rapport/database/connections'
import { businessDay } from '#product.ts'
import { decideFound } from './engine/decide.ts'
import { dueRules } from './engine/due-days.ts'
import { judgeRule } from './engine/judge-rule.ts'

// A worker of a test: it decides about one customer at a time, so that it is killed in the middle.
const [url, now] = process.argv.slice(2)
const works = { connections: new Connections(url!, { most: 2 }), now: () => new Date(now!) }
for (const { rule, ...due } of await dueRules(works, businessDay(works.now()))) await judgeRule(works, rule, due)
while (await decideFound(works, 1));
await works.connections.end()
