import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { asSystem } from '@rapport/database/as-viewer'
import { contactPointRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { newId } from '@rapport/database/ids'
import { addMessages } from '../apps/api/src/features/service/messages/add-messages.ts'
import { headerOf, startMailServer } from '../apps/api/src/mail/testing-mail-server.ts'
import { table } from './measure.ts'
import { makeFirm } from './warehouse/world.ts'

const KILLS = 5

/**
 * E-mails from the outbox through a local SMTP server, each judged by the rules of contact (goal: at least 200 a second; with the
 * worker killed five times in the middle none lost, and at most one uncertain a kill).
 */
export async function benchMessages({ letters }: { letters: number }): Promise<void> {
  const firm = await makeFirm({ customers: letters, securities: 1 })
  const server = await startMailServer()
  try {
    const { connections, seal } = firm.works
    const system = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(connections, {}, work)
    // The middle of a working day: nothing waits for the morning.
    const now = new Date('2026-11-20T03:00:00Z')
    const customers = await system((db) => db.rows<{ id: string }>('', 'select id from customers', []))
    const template = { id: newId(), channel: 'email', class: 'SERVICE', urgent: false } as const
    const words = { subject: 'A notice', subjectZh: '通知', body: 'Dear {salutation}', bodyZh: '{salutation}您好' }
    const points = customers.map(({ id }, i) =>
      contactPointRow(seal, id, { kind: 'email', value: `c${i}@example.com` }),
    )
    await system(async (db) => {
      await insertRows(db, 'contact_points', points)
      await db.messageTemplate.create({
        data: { ...template, ...words, code: 'bench', number: 1, name: 'Notice', nameZh: '通知', state: 'approved' },
      })
    })
    const fill = () =>
      system((db) =>
        addMessages(
          db,
          template,
          customers.map(({ id }) => ({ customerId: id, language: 'zh-CN' as const, variables: {} })),
          { now },
        ),
      )
    const env = {
      ...process.env,
      DATABASE_URL: firm.appUrl,
      RAPPORT_KEY: firm.keys.indexKey,
      RAPPORT_SMTP_URL: server.url,
    }
    const start = () => startSender({ ...env, SENDER_NOW: now.toISOString() })

    await fill()
    const first = start()
    await until(() => server.letters.length >= 1)
    const began = performance.now()
    await until(() => server.letters.length >= letters)
    const seconds = (performance.now() - began) / 1000
    const rate = (letters - 1) / seconds
    await kill(first)

    server.letters.length = 0
    const ids = new Set(await fill())
    for (let death = 1; death <= KILLS; death++) {
      const worker = start()
      await until(() => server.letters.length >= (death * letters) / (KILLS + 1))
      await kill(worker)
    }
    const last = start()
    await once(last, 'message')
    await kill(last)
    const [{ lost, uncertain }] = (await system((db) =>
      db.rows<{ lost: number; uncertain: number }>(
        '',
        `select count(*) filter (where state <> 'sent')::int as lost, count(*) filter (where uncertain)::int as uncertain
         from outbound_messages where id = any ($1::uuid[])`,
        [[...ids]],
      ),
    )) as [{ lost: number; uncertain: number }]
    const arrived = server.letters.map((letter) => headerOf(letter, 'message-id')!)
    const missing = [...ids].filter((id) => !new Set(arrived).has(`<message-${id}@rapport>`)).length
    const twice = arrived.length - new Set(arrived).size

    console.log(
      `\nMessages: ${letters.toLocaleString('en')} e-mails through a local SMTP server (goal: 200 a second)\n`,
    )
    console.log(
      table(
        ['', ''],
        [
          ['a second, one worker', rate.toFixed(0)],
          ['all that waited sent in, seconds (goal for 10,000: 60)', seconds.toFixed(1)],
          [`lost with the worker killed ${KILLS} times`, String(lost + missing)],
          ['uncertain', String(uncertain)],
          ['arrived twice, under the same Message-ID', String(twice)],
        ],
      ),
    )
  } finally {
    await server.close()
    await firm.close()
  }
}

const startSender = (env: NodeJS.ProcessEnv) =>
  fork(fileURLToPath(new URL('../apps/api/src/features/service/messages/testing-sender.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env,
  })

async function kill(worker: ChildProcess) {
  worker.kill('SIGKILL')
  await once(worker, 'exit')
}

async function until(so: () => boolean) {
  while (!so()) await new Promise((turn) => setImmediate(turn))
}
