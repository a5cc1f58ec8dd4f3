import { once } from 'node:events'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { type Notification, notifications } from '@rapport/contract/administration/notifications'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  doing,
  machineOf,
  makeSimpleTask,
  start,
  startDataCentre,
  work,
} from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'
import { mailBy } from '#mail/mail.ts'
import { Held, StepFails } from '#warehouse/step.ts'
import { sendAlerts } from './send-alerts.ts'
import { tellAlerts } from './tell-alerts.ts'

let api: Api
let admin: Client
let url: string
let refusing = false
const letters: { to: string[]; text: string }[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onMailFrom: (_, __, done) => done(refusing ? new Error('busy') : null),
  onData(stream, { envelope }, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      letters.push({ to: envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString() })
      done()
    })
  },
})
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  url = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`
})
afterAll(async () => {
  await new Promise<void>((closed) => server.close(closed))
  await api.close()
})

const alertTo = ['ops@firm.example', 'night@firm.example']
const mine = (person = admin) => person.call(notifications.list, { query: { unread: 'true' } })
const isOf = (runId: string) => (one: Notification) =>
  'details' in one && 'runId' in one.details && one.details.runId === runId
const tell = () => tellAlerts(api.product.connections)
async function runThat(fault: Error) {
  const { task } = await makeSimpleTask(admin, { alertTo })
  const [run] = await start(admin, task.id)
  const executors = () =>
    doing({
      stage: async () => {
        throw fault
      },
    }).executors
  await work(machineOf(api, executors()))
  return { task, run: run!, again: () => work(machineOf(api, executors())) }
}

it('tells everybody who runs the data centre, once, that a run failed or is held, and nobody else', async () => {
  const failed = await runThat(new StepFails('file.columns-changed'))
  const held = await runThat(new Held('totals.differ'))
  await Promise.all([tell(), tell()])
  await tell()
  const { items, unread } = await mine()
  expect(unread).toBe(2)
  expect(items.map((one) => [one.kind, 'details' in one && one.details]).toSorted()).toEqual([
    [
      'run-failed',
      { runId: failed.run.id, task: failed.task.name, businessDate: '2026-11-20', failure: 'file.columns-changed' },
    ],
    ['run-held', { runId: held.run.id, task: held.task.name, businessDate: '2026-11-20', failure: 'totals.differ' }],
  ])
  const other = await api.signIn('head-office', await api.make((db) => db.unit.findFirstOrThrow()))
  expect(await mine(other)).toEqual({ items: [], total: 0, unread: 0, next: null })
  await expect(other.call(notifications.read, { params: { id: items[0]!.id } })).rejects.toMatchObject({ status: 404 })
  expect((await admin.call(notifications.read, { params: { id: items[0]!.id } })).readAt).not.toBeNull()
  expect(await mine()).toMatchObject({ total: 1, unread: 1 })
  expect(await admin.call(notifications.readAll)).toEqual({ read: 1 })
  expect(await admin.call(notifications.list)).toMatchObject({ total: 2, unread: 0 })
})

it('tells anew what failed again after a person ran it again', async () => {
  const { run, again } = await runThat(new StepFails('file.empty'))
  await tell()
  await admin.call(etlRuns.rerunStep, { params: { id: run.id, step: 'stage' } })
  await again()
  await tell()
  expect((await mine()).items.filter(isOf(run.id)).length).toBe(2)
  await admin.call(notifications.readAll)
})

it('tells of a run that is not done in time', async () => {
  const { task } = await makeSimpleTask(admin)
  const [run] = await start(admin, task.id)
  await api.make((db) =>
    db.rows('', "update etl_runs set due_at = now() - interval '1 minute' where id = $1", [run!.id]),
  )
  await tell()
  await tell()
  expect((await mine()).items.map(({ kind }) => kind)).toEqual(['run-late'])
  expect(await admin.call(etlRuns.open, { params: { id: run!.id } })).toMatchObject({ late: true, state: 'waiting' })
})

it('mails the same to the addresses of the task, once, also when the mail server was away', async () => {
  await sendAlerts(api.product.connections, mailBy(url, 'rapport@firm.example')!)
  letters.length = 0
  const { task } = await runThat(new StepFails('arrival.too-large'))
  await tell()
  const mail = mailBy(url, 'rapport@firm.example')!
  refusing = true
  await expect(sendAlerts(api.product.connections, mail)).rejects.toThrow()
  refusing = false
  await Promise.all([sendAlerts(api.product.connections, mail), sendAlerts(api.product.connections, mail)])
  await sendAlerts(api.product.connections, mail)
  expect(letters.map(({ to }) => to)).toEqual([alertTo])
  expect(letters[0]!.text).toMatch(/From: rapport@firm\.example/)
  expect(letters[0]!.text.replaceAll('=\r\n', '')).toContain('arrival.too-large')
  expect(letters[0]!.text).toMatch(/Message-ID: <.+\.failed@rapport>/i)
  expect(task.alertTo).toEqual(alertTo)
})

it('mails nothing where no mail server is named', () => {
  expect(mailBy(undefined, undefined)).toBeNull()
})
