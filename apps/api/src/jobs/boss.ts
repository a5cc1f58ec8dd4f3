import { asOwner } from '@rapport/database/as-owner'
import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import PgBoss from 'pg-boss'

const SCHEMA = 'pgboss'
/** One job a run that may go on; while one waits, the same run is not queued again. */
const QUEUE = 'etl-runs'
/** pg-boss takes less than a day; a run that takes longer goes on, and a lost job is found again by its run. */
const EXPIRES = 23

/**
 * Makes the tables of the queue, as the owner of the database, and lets the system's own role work with them. What they say
 * is in our tables too: where they cannot be brought up to date, they are made anew.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (owner) => {
    const prepare = async () => {
      const boss = new PgBoss({
        db: { executeSql: (text, values) => owner.query(text, values as unknown[]) },
        schema: SCHEMA,
        supervise: false,
        schedule: false,
      })
      await boss.start()
      await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short', retryLimit: 0, expireInHours: EXPIRES })
      await boss.stop({ graceful: false })
      await owner.query(
        `grant usage on schema ${SCHEMA} to rapport_system;
         grant select, insert, update, delete on all tables in schema ${SCHEMA} to rapport_system`,
      )
    }
    await owner.query("set client_min_messages = 'error'")
    await prepare().catch(async () => {
      await owner.query('rollback')
      await owner.query(`drop schema if exists ${SCHEMA} cascade`)
      await prepare()
    })
  })
}

export interface Job {
  id: string
  runId: string
  taskId: string
}

/** The queue as a worker sees it: every statement in a transaction of the system's role. */
export class Jobs {
  private constructor(private readonly boss: PgBoss) {}

  /** Throws when the tables are not there, or of another version. */
  static async open(connections: Connections, log: (error: unknown) => unknown): Promise<Jobs> {
    const boss = new PgBoss({
      db: {
        executeSql: (text, values) => asSystem(connections, {}, (db) => db.connection.query(text, values as unknown[])),
      },
      schema: SCHEMA,
      // Its tables are the owner's affair; what is old in them is cleared away by whichever worker comes to it.
      migrate: false,
      schedule: false,
      supervise: true,
      maintenanceIntervalSeconds: 300,
    })
    boss.on('error', log)
    await boss.start()
    return new Jobs(boss)
  }

  /** Queues a run, unless it waits in the queue already. */
  async send(run: Omit<Job, 'id'>): Promise<void> {
    await this.boss.send(QUEUE, run, { singletonKey: run.runId })
  }

  async next(): Promise<Job | null> {
    const [job] = await this.boss.fetch<Omit<Job, 'id'>>(QUEUE)
    return job ? { id: job.id, ...job.data } : null
  }

  async done({ id }: Job): Promise<void> {
    await this.boss.complete(QUEUE, id)
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false })
  }
}
