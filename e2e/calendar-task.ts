import { randomInt } from 'node:crypto'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { type EtlStep, etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import type { Person } from './firm.ts'

/** A task that loads the calendar of a market of its own, by the API: no figure of the firm is made from it. */
export async function makeCalendarTask(admin: Person, day: string) {
  const ours = randomInt(2 ** 40).toString(36)
  const source = await admin.call(dataSources.create, {
    body: { code: `exchange-${ours}`, name: `交易所 ${ours}`, settings: { kind: 'upload' } },
  })
  const column = (name: string) => ({ column: name })
  const item = await admin.call(collectionItems.create, {
    body: {
      sourceId: source.id,
      code: `calendar-${ours}`,
      name: `交易日历 ${ours}`,
      target: 'calendar',
      place: 'calendar-{date}.csv',
      layout: { format: 'csv' },
      mapping: {
        target: 'calendar',
        fields: { market: column('market'), day: column('day'), trading: column('open') },
      },
    },
  })
  const form = new FormData()
  form.set('itemId', item.id)
  form.set('businessDate', day)
  form.set('file', new Blob([`market,day,open\nX${ours},${day},1\n`]), `calendar-${day.replaceAll('-', '')}.csv`)
  await admin.call(etlRuns.upload, { form })
  const project = await admin.call(etlProjects.create, {
    body: { code: `calendars-${ours}`, name: `日历 ${ours}`, note: '交易日历' },
  })
  const step = (kind: EtlStep['kind'], itemId: string | null, ...needs: string[]) => ({
    code: kind,
    kind,
    itemId,
    needs,
  })
  const task = await admin.call(etlProjects.createTask, {
    params: { id: project.id },
    body: {
      code: `calendar-${ours}`,
      name: `日历更新 ${ours}`,
      calendar: 'every-day',
      steps: [
        step('fetch', item.id),
        step('stage', item.id, 'fetch'),
        step('check', item.id, 'stage'),
        step('merge', item.id, 'check'),
        step('summarise', null, 'merge'),
        step('publish', null, 'summarise'),
      ],
    },
  })
  return {
    source,
    item,
    project,
    task,
    start: () => admin.call(etlRuns.start, { body: { taskId: task.id, from: day } }),
  }
}
