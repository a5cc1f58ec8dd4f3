import { sendAlerts } from '#features/administration/etl-runs/alerts/send-alerts.ts'
import { tellAlerts } from '#features/administration/etl-runs/alerts/tell-alerts.ts'
import { beginScheduled } from '#features/administration/etl-runs/begin-scheduled.ts'
import { goOnWithFeeds } from '#features/administration/etl-runs/run/feeds.ts'
import { runsToGoOn } from '#features/administration/etl-runs/run/look.ts'
import { type Machine, runEtl } from '#features/administration/etl-runs/run/run-etl.ts'
import { tellQuality } from '#features/administration/quality/tell-quality.ts'
import type { Mail } from '#mail/mail.ts'
import { businessDay } from '#product.ts'
import { sweepArrivals } from '#warehouse/fetch/sweep.ts'
import { Jobs } from './boss.ts'
import { lane } from './lane.ts'

/** So many runs side by side, so that one which waits for its source does not hold the others up. */
const LANES = 4
const LOOK_EVERY = 500
const TAKE_EVERY = 200
const MAIL_EVERY = 2_000
const TELL_QUALITY_EVERY = 60_000
const SWEEP_EVERY = 3_600_000

/** Follows the schedules, runs what is due or asked for, and tells what went wrong, until `stopping` says so. */
export async function runDataCentre(
  machine: Machine,
  { mail, stopping, log }: { mail: Mail | null; stopping: () => boolean; log: (error: unknown) => unknown },
) {
  let jobs: Jobs | null = null
  const queue = async () => {
    jobs ??= await Jobs.open(machine.connections, log)
    return jobs
  }
  const look = async () => {
    const jobs = await queue()
    await beginScheduled(machine.connections)
    await tellAlerts(machine.connections)
    await goOnWithFeeds(machine.connections)
    for (const { id, taskId } of await runsToGoOn(machine.connections)) await jobs.send({ runId: id, taskId })
  }
  const take = async () => {
    if (!jobs) return
    for (let job = await jobs.next(); job; job = stopping() ? null : await jobs.next()) {
      try {
        await runEtl(machine, job.runId, job.taskId)
      } finally {
        await jobs.done(job)
      }
    }
  }
  const lanes = [lane(look, { every: LOOK_EVERY, stopping, log })]
  for (let n = 0; n < LANES; n++) lanes.push(lane(take, { every: TAKE_EVERY, stopping, log }))
  lanes.push(lane(() => sweepArrivals(machine), { every: SWEEP_EVERY, stopping, log }))
  const tell = () => tellQuality(machine.connections, businessDay(new Date()))
  lanes.push(lane(tell, { every: TELL_QUALITY_EVERY, stopping, log }))
  if (mail) lanes.push(lane(() => sendAlerts(machine.connections, mail), { every: MAIL_EVERY, stopping, log }))
  await Promise.all(lanes)
  await (jobs as Jobs | null)?.close()
}
