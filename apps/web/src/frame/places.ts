import type { Permission } from '@rapport/contract/permissions'
import type { Viewer } from '@rapport/contract/session'
import {
  IconBrain,
  IconBriefcase,
  IconBuilding,
  IconCalendar,
  IconCategory,
  IconChartBar,
  IconChecklist,
  IconClipboardCheck,
  IconDatabaseImport,
  IconFileImport,
  IconForms,
  IconGavel,
  IconHeartHandshake,
  IconHome,
  IconKey,
  IconLayoutDashboard,
  IconListNumbers,
  IconMail,
  IconMessageReport,
  IconNotebook,
  IconPhone,
  IconPhoneCheck,
  IconReportAnalytics,
  IconReportMoney,
  IconScaleOutline,
  IconSparkles,
  IconSpeakerphone,
  IconStairs,
  IconUserCheck,
  IconUserCog,
  IconUserExclamation,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { FrameKey } from '#words/frame.en.ts'

export interface Place {
  to: string
  label: FrameKey
  icon: ComponentType<{ size?: number; stroke?: number }>
  /** Whoever holds this may open the page: what the endpoint of its list asks for (held together by a test). */
  needs?: Permission
  /** Not offered to whoever holds this: another of their pages leads there. */
  unless?: Permission
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
      { to: '/customers', label: 'frame.customers', icon: IconUsers, needs: 'customer.read' },
      { to: '/securities', label: 'frame.securities', icon: IconBriefcase, needs: 'security.read' },
      { to: '/questionnaires', label: 'frame.questionnaires', icon: IconClipboardCheck, needs: 'customer.read' },
      { to: '/imports', label: 'frame.imports', icon: IconFileImport, needs: 'import.run' },
      { to: '/customer-quality', label: 'frame.customer-quality', icon: IconUserCheck, needs: 'customer-quality.read' },
    ],
  },
  {
    label: 'frame.area.marketing',
    places: [
      { to: '/prospects', label: 'frame.prospects', icon: IconUserCheck, needs: 'prospect.read' },
      { to: '/products', label: 'frame.products', icon: IconCategory, needs: 'product.read' },
    ],
  },
  {
    label: 'frame.area.service',
    places: [
      { to: '/moments', label: 'frame.moments', icon: IconSparkles, needs: 'moment.read' },
      { to: '/calendar', label: 'frame.calendar', icon: IconCalendar, needs: 'calendar.use' },
      { to: '/tasks', label: 'frame.tasks', icon: IconChecklist, needs: 'task.read' },
      { to: '/messages', label: 'frame.messages', icon: IconMail, needs: 'message.read' },
      { to: '/cases', label: 'frame.cases', icon: IconMessageReport, needs: 'case.read' },
      { to: '/service-plans', label: 'frame.service-plans', icon: IconListNumbers, needs: 'service-plan.read' },
      { to: '/call-backs', label: 'frame.call-backs', icon: IconPhoneCheck, needs: 'call-back.read' },
      { to: '/surveys', label: 'frame.surveys', icon: IconForms, needs: 'survey.read' },
      { to: '/calls', label: 'frame.calls', icon: IconPhone, needs: 'call.read' },
      { to: '/care-visits', label: 'frame.care-visits', icon: IconHeartHandshake, needs: 'care-visit.read' },
      { to: '/work-log', label: 'frame.work-log', icon: IconNotebook, needs: 'work-log.read' },
      { to: '/case-classes', label: 'frame.case-classes', icon: IconCategory, needs: 'case.configure' },
    ],
  },
  {
    label: 'frame.area.analytics',
    places: [
      { to: '/dashboards', label: 'frame.dashboards', icon: IconLayoutDashboard, needs: 'dashboard.build' },
      { to: '/charts', label: 'frame.charts', icon: IconChartBar, needs: 'chart.read' },
      { to: '/reports', label: 'frame.reports', icon: IconReportAnalytics, needs: 'report.build' },
      { to: '/segments', label: 'frame.segments', icon: IconUsersGroup, needs: 'segment.build' },
      { to: '/tiers', label: 'frame.tiers', icon: IconStairs, needs: 'customer.read' },
      { to: '/contributions', label: 'frame.contributions', icon: IconReportMoney, needs: 'account.read' },
      { to: '/customers-at-risk', label: 'frame.customers-at-risk', icon: IconUserExclamation, needs: 'customer.read' },
      {
        to: '/customers-above-tolerance',
        label: 'frame.customers-above-tolerance',
        icon: IconScaleOutline,
        needs: 'account.read',
      },
      { to: '/models', label: 'frame.models', icon: IconBrain, needs: 'chart.read' },
    ],
  },
  {
    label: 'frame.area.administration',
    places: [
      { to: '/approvals', label: 'frame.approvals', icon: IconGavel, needs: 'approval.use' },
      { to: '/notices', label: 'frame.notices', icon: IconSpeakerphone, needs: 'notice.publish' },
      { to: '/approval-flows', label: 'frame.approval-flows', icon: IconListNumbers, needs: 'approval.configure' },
      { to: '/organisation', label: 'frame.organisation', icon: IconBuilding, needs: 'organisation.read' },
      { to: '/users', label: 'frame.users', icon: IconUserCog, needs: 'user.manage' },
      { to: '/roles', label: 'frame.roles', icon: IconKey, needs: 'role.manage' },
      { to: '/product-classes', label: 'frame.product-classes', icon: IconCategory, needs: 'security.read' },
      { to: '/data-centre', label: 'frame.data-centre', icon: IconDatabaseImport, needs: 'data-centre.read' },
      {
        to: '/data-centre/quality',
        label: 'frame.data-quality',
        icon: IconDatabaseImport,
        needs: 'data-quality.read',
        unless: 'data-centre.read',
      },
      { to: '/audit', label: 'frame.audit', icon: IconNotebook, needs: 'audit.read' },
    ],
  },
]

/** The areas with the pages that this viewer may open; empty areas are left out. */
export const areasFor = (viewer: Viewer): Area[] =>
  areas
    .map((area) => ({
      ...area,
      places: area.places.filter(
        ({ needs, unless }) =>
          (!needs || viewer.permissions.includes(needs)) && !(unless && viewer.permissions.includes(unless)),
      ),
    }))
    .filter((area) => area.places.length > 0)
