import { auditEvents } from '@rapport/contract/administration/audit-events'
import { roles, units, users } from '@rapport/contract/administration/organisation'
import { charts } from '@rapport/contract/analytics/charts'
import { customers } from '@rapport/contract/customer/customers'
import { imports } from '@rapport/contract/customer/imports'
import { securities } from '@rapport/contract/customer/securities'
import type { Endpoint } from '@rapport/contract/endpoint'
import { careVisits } from '@rapport/contract/service/care-visits'
import type { Viewer } from '@rapport/contract/session'
import {
  IconBriefcase,
  IconBuilding,
  IconChartBar,
  IconFileImport,
  IconHeartHandshake,
  IconHistory,
  IconHome,
  IconKey,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { may } from '#api/viewer.tsx'
import type { FrameKey } from '#words/frame.en.ts'

export interface Place {
  to: string
  label: FrameKey
  icon: ComponentType<{ size?: number; stroke?: number }>
  /** Whoever may call this may open the page. */
  asks?: Endpoint
}

export interface Area {
  label: FrameKey
  places: Place[]
}

export const today: Place = { to: '/', label: 'frame.today', icon: IconHome }

/** The five areas, as far as they have pages. */
export const areas: Area[] = [
  {
    label: 'frame.area.customer',
    places: [
      { to: '/customers', label: 'frame.customers', icon: IconUsers, asks: customers.list },
      { to: '/securities', label: 'frame.securities', icon: IconBriefcase, asks: securities.list },
      { to: '/imports', label: 'frame.imports', icon: IconFileImport, asks: imports.list },
    ],
  },
  {
    label: 'frame.area.service',
    places: [{ to: '/care-visits', label: 'frame.care-visits', icon: IconHeartHandshake, asks: careVisits.list }],
  },
  {
    label: 'frame.area.analytics',
    places: [{ to: '/charts', label: 'frame.charts', icon: IconChartBar, asks: charts.customersByLevel }],
  },
  {
    label: 'frame.area.administration',
    places: [
      { to: '/organisation', label: 'frame.organisation', icon: IconBuilding, asks: units.list },
      { to: '/users', label: 'frame.users', icon: IconUserCog, asks: users.list },
      { to: '/roles', label: 'frame.roles', icon: IconKey, asks: roles.list },
      { to: '/audit', label: 'frame.audit', icon: IconHistory, asks: auditEvents.list },
    ],
  },
]

/** The areas with the pages that this viewer may open; empty areas are left out. */
export const areasFor = (viewer: Viewer): Area[] =>
  areas
    .map((area) => ({ ...area, places: area.places.filter(({ asks }) => !asks || may(viewer, asks)) }))
    .filter((area) => area.places.length > 0)
