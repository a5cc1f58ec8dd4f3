import { Connections } from '@rapport/database/connections'
import { executors } from '#features/administration/etl-runs/run/executors.ts'
import { Places } from '#features/administration/etl-runs/run/places.ts'
import { hashNumbers } from '#features/customer/contact-persons/hash-numbers.ts'
import { channelsOf } from '#features/service/messages/sending/channels.ts'
import { sqlStateOf } from '#http/errors.ts'
import { askAfterContactsAlways } from '#jobs/ask-after-contacts.job.ts'
import { callNewAccountsAlways } from '#jobs/call-new-accounts.job.ts'
import { checkCustomers } from '#jobs/check-customers.job.ts'
import { clearKept } from '#jobs/clear-kept.job.ts'
import { closeRoomsAlways } from '#jobs/close-rooms.job.ts'
import { findMomentsAlways } from '#jobs/find-moments.job.ts'
import { fitModels } from '#jobs/fit-models.job.ts'
import { keepPlansAlways } from '#jobs/keep-plans.job.ts'
import { makeReports } from '#jobs/make-reports.job.ts'
import { renewSegmentsAlways } from '#jobs/renew-segments.job.ts'
import { renewWarehouse } from '#jobs/renew-warehouse.job.ts'
import { runCampaignsAlways } from '#jobs/run-campaigns.job.ts'
import { runDataCentre } from '#jobs/run-etl.job.ts'
import { runImports } from '#jobs/run-imports.job.ts'
import { sendMessagesAlways } from '#jobs/send-messages.job.ts'
import { sendReports } from '#jobs/send-reports.job.ts'
import { takeEnquiriesAlways } from '#jobs/take-enquiries.job.ts'
import { tellCodesAlways } from '#jobs/tell-codes.job.ts'
import { tellNoticesAlways } from '#jobs/tell-notices.job.ts'
import { watchOutboxes } from '#jobs/watch-outboxes.job.ts'
import { watchTasksAlways } from '#jobs/watch-tasks.job.ts'
import { mailBy } from '#mail/mail.ts'
import { readEnvironment } from './env.ts'
import { productOf } from './product.ts'
import { secretsOf } from './secrets.ts'

// The process that runs imports and the data centre, beside the server that forked it: what it reads cannot slow a page,
// and its memory has a limit of its own. It goes when its parent goes.

const env = readEnvironment(process.env)
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    stopping = true
  })
// The server is gone, and maybe its database with it: what is not committed is not there.
process.on('disconnect', () => process.exit(0))

// Says that it turns still: what cannot even say so is ended by its parent.
setInterval(() => process.connected && process.send?.('turning'), 5_000).unref()

const connections = new Connections(env.DATABASE_URL!, { most: 6, statementSeconds: 60 })
// Apart, so that neither has to wait for the other's; by a road of its own where there is one.
const dataCentre = new Connections((env.WAREHOUSE_URL ?? env.DATABASE_URL)!, { most: 6, statementSeconds: 60 })
/** What went wrong without what the rows say: the words of a database or parser may hold a value of somebody. */
function told(what: string, error: unknown): string {
  const state = sqlStateOf(error)
  if (!(error instanceof Error)) return `${what}: ${typeof error}\n`
  const { code = error.name } = error as Error & { code?: unknown }
  const reason = state ? `the database said ${state}` : error instanceof TypeError ? error.message : code
  const places = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return `${what}: ${[reason, ...places].join('\n')}\n`
}

const product = productOf(env, secretsOf(env), connections)
const mail = mailBy(env.RAPPORT_SMTP_URL, env.RAPPORT_MAIL_FROM, { pooled: true })
const origin = env.RAPPORT_PUBLIC_URL ? new URL(env.RAPPORT_PUBLIC_URL).origin : null
const isStopping = () => stopping
const channels = channelsOf(env, mail, origin)
// What breaks off because everything stops is no fault.
const complain = (what: string) => (error: unknown) => stopping || process.stderr.write(told(what, error))

await Promise.all([
  runImports(product, isStopping, complain('import')),
  checkCustomers(product, isStopping, complain('customers')),
  renewWarehouse(product, isStopping, complain('warehouse')),
  renewSegmentsAlways(product, isStopping, complain('segments')),
  hashNumbers(product, isStopping).catch(complain('numbers of contact persons')),
  clearKept(product, isStopping, complain('kept answers')),
  tellCodesAlways(product, isStopping, complain('portal codes')),
  closeRoomsAlways(product, isStopping, complain('rooms')),
  watchTasksAlways(product, isStopping, complain('tasks')),
  watchOutboxes(product, isStopping, complain('outboxes')),
  tellNoticesAlways(product, isStopping, complain('notices')),
  callNewAccountsAlways(product, isStopping, complain('call-backs')),
  runCampaignsAlways(product, isStopping, complain('campaigns')),
  keepPlansAlways(product, isStopping, complain('plans')),
  askAfterContactsAlways(product, isStopping, complain('surveys')),
  findMomentsAlways(product, isStopping, complain('moments')),
  fitModels({ connections: dataCentre }, isStopping, complain('models')),
  makeReports(product, { mail, stopping: isStopping, log: complain('reports') }),
  sendReports({ ...product, origin }, { mail, stopping: isStopping, log: complain('reports by mail') }),
  sendMessagesAlways(
    { ...product, origin },
    {
      channels,
      stopping: isStopping,
      log: complain('messages'),
    },
  ),
  takeEnquiriesAlways(product, { channels, stopping: isStopping, log: complain('enquiries') }),
  runDataCentre(
    {
      ...product,
      connections: dataCentre,
      executors,
      places: new Places(),
      stopping: isStopping,
      // Nothing else ends a step that hangs. The next worker knows that this one died in it.
      hung: () => process.exit(70),
    },
    { mail, stopping: isStopping, log: complain('data centre') },
  ),
])
await Promise.all([connections.end(), dataCentre.end()])
process.disconnect?.()
process.exit(0)
