import type { Tile, WorkPart } from '@rapport/contract/analytics/dashboard-tiles'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { models } from '@rapport/contract/analytics/models'
import { reports } from '@rapport/contract/analytics/reports'
import { customers } from '@rapport/contract/customer/customers'
import type { Endpoint } from '@rapport/contract/endpoint'
import { careVisits } from '@rapport/contract/service/care-visits'
import { tasks } from '@rapport/contract/service/tasks'

/** What each part of the daily work is read by. */
const ofWork: Readonly<Record<WorkPart, Endpoint>> = {
  counts: customers.groups,
  tasks: tasks.list,
  birthdays: customers.list,
  'not-contacted': customers.list,
  visits: careVisits.list,
  overdue: careVisits.list,
  expired: customers.list,
  expiring: customers.list,
  'at-risk': models.atRisk,
  'idle-cash': reports.run,
  changed: customers.list,
}

/** The call by which a tile is read: whoever may not call it is told so in the tile. */
export function readBy(tile: Tile): Endpoint {
  switch (tile.kind) {
    case 'chart':
    case 'indicator':
      return firmCharts.open
    case 'report':
      return reports.run
    case 'work':
      return ofWork[tile.part]
  }
}
