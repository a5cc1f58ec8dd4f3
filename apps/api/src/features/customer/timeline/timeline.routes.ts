import { timeline } from '@rapport/contract/customer/timeline'
import { route } from '#http/serve.ts'
import { readTimeline } from './timeline.ts'

export const timelineRoutes = [route(timeline.list, ({ db, params, query }) => readTimeline(db, params.id, query))]
