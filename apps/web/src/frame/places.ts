import type { Permission } from '@rapport/contract/permissions'
import type { Viewer } from '@rapport/contract/session'
import type { FrameKey } from '#words/frame.en.ts'

export interface Place {
  to: string
  label: FrameKey
  /** A symbol of place-icons.svg. */
  icon: string
  /** Whoever holds this may open the page: what the endpoint of its list asks for (held together by a test). */
  needs?: Permission
  /** Not offered to whoever holds this: another of their pages leads there. */
  unless?: Permission
}

export interface Area {
  label: FrameKey
  places: Place[]
}

export const today: Place = { to: '/', label: 'frame.today', icon: 'home' }

/** The five areas, as far as they have pages. */
export const areas: Area[] = [
  {
    label: 'frame.area.customer',
    places: [
      { to: '/customers', label: 'frame.customers', icon: 'users', needs: 'customer.read' },
      { to: '/securities', label: 'frame.securities', icon: 'briefcase', needs: 'security.read' },
      { to: '/questionnaires', label: 'frame.questionnaires', icon: 'clipboard-check', needs: 'customer.read' },
      { to: '/suitability-rules', label: 'frame.suitability-rules', icon: 'shield-check', needs: 'customer.read' },
      { to: '/imports', label: 'frame.imports', icon: 'file-import', needs: 'import.run' },
      { to: '/customer-quality', label: 'frame.customer-quality', icon: 'user-check', needs: 'customer-quality.read' },
    ],
  },
  {
    label: 'frame.area.marketing',
    places: [
      { to: '/prospects', label: 'frame.prospects', icon: 'user-plus', needs: 'prospect.read' },
      { to: '/campaigns', label: 'frame.campaigns', icon: 'target', needs: 'campaign.read' },
      { to: '/products', label: 'frame.products', icon: 'package', needs: 'product.read' },
      { to: '/articles', label: 'frame.articles', icon: 'books', needs: 'article.read' },
    ],
  },
  {
    label: 'frame.area.service',
    places: [
      { to: '/moments', label: 'frame.moments', icon: 'sparkles', needs: 'moment.read' },
      { to: '/calendar', label: 'frame.calendar', icon: 'calendar', needs: 'calendar.use' },
      { to: '/tasks', label: 'frame.tasks', icon: 'checklist', needs: 'task.read' },
      { to: '/messages', label: 'frame.messages', icon: 'mail', needs: 'message.read' },
      { to: '/cases', label: 'frame.cases', icon: 'message-report', needs: 'case.read' },
      { to: '/service-plans', label: 'frame.service-plans', icon: 'list-numbers', needs: 'service-plan.read' },
      { to: '/call-backs', label: 'frame.call-backs', icon: 'phone-check', needs: 'call-back.read' },
      { to: '/surveys', label: 'frame.surveys', icon: 'forms', needs: 'survey.read' },
      { to: '/calls', label: 'frame.calls', icon: 'phone', needs: 'call.read' },
      { to: '/care-visits', label: 'frame.care-visits', icon: 'heart-handshake', needs: 'care-visit.read' },
      { to: '/work-log', label: 'frame.work-log', icon: 'notebook', needs: 'work-log.read' },
      { to: '/case-classes', label: 'frame.case-classes', icon: 'folders', needs: 'case.configure' },
    ],
  },
  {
    label: 'frame.area.analytics',
    places: [
      { to: '/dashboards', label: 'frame.dashboards', icon: 'layout-dashboard', needs: 'dashboard.build' },
      { to: '/charts', label: 'frame.charts', icon: 'chart-bar', needs: 'chart.read' },
      { to: '/reports', label: 'frame.reports', icon: 'report-analytics', needs: 'report.build' },
      { to: '/segments', label: 'frame.segments', icon: 'users-group', needs: 'segment.build' },
      { to: '/tiers', label: 'frame.tiers', icon: 'stairs', needs: 'customer.read' },
      { to: '/contributions', label: 'frame.contributions', icon: 'report-money', needs: 'account.read' },
      { to: '/customers-at-risk', label: 'frame.customers-at-risk', icon: 'user-exclamation', needs: 'customer.read' },
      {
        to: '/customers-above-tolerance',
        label: 'frame.customers-above-tolerance',
        icon: 'scale-outline',
        needs: 'account.read',
      },
      { to: '/models', label: 'frame.models', icon: 'brain', needs: 'chart.read' },
    ],
  },
  {
    label: 'frame.area.administration',
    places: [
      { to: '/approvals', label: 'frame.approvals', icon: 'gavel', needs: 'approval.use' },
      { to: '/notices', label: 'frame.notices', icon: 'speakerphone', needs: 'notice.publish' },
      { to: '/approval-flows', label: 'frame.approval-flows', icon: 'git-merge', needs: 'approval.configure' },
      { to: '/organisation', label: 'frame.organisation', icon: 'building', needs: 'organisation.read' },
      { to: '/users', label: 'frame.users', icon: 'user-cog', needs: 'user.manage' },
      { to: '/roles', label: 'frame.roles', icon: 'key', needs: 'role.manage' },
      { to: '/product-classes', label: 'frame.product-classes', icon: 'tags', needs: 'security.read' },
      { to: '/data-centre', label: 'frame.data-centre', icon: 'database-import', needs: 'data-centre.read' },
      {
        to: '/data-centre/quality',
        label: 'frame.data-quality',
        icon: 'database-search',
        needs: 'data-quality.read',
        unless: 'data-centre.read',
      },
      { to: '/audit', label: 'frame.audit', icon: 'history', needs: 'audit.read' },
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
