import { calendar, calendarFeed } from '@rapport/contract/service/calendar'
import { rawRoute, route } from '#http/serve.ts'
import { calendarOf } from './calendar-items.ts'
import { endFeed, newFeed, openFeed, readFeed } from './feed.ts'
import { teamOf } from './team.ts'

export const calendarRoutes = [
  route(calendar.list, ({ db, viewer, query }) => calendarOf(db, viewer, query)),
  route(calendar.team, ({ db, viewer, query }) => teamOf(db, viewer, query)),
  route(calendarFeed.open, ({ db }) => openFeed(db)),
  route(calendarFeed.create, ({ db, body, product }) => newFeed(db, body.shows, product.now())),
  route(calendarFeed.end, async ({ db }) => {
    await endFeed(db)
    return {}
  }),
  rawRoute(calendarFeed.read, async ({ product, params, request, reply }) => {
    const { content, etag } = await readFeed(product, params.file, request.ip)
    reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type(calendarFeed.read.media!).send(content)
  }),
]
