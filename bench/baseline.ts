import { newId } from '@rapport/database/ids'
import Fastify from 'fastify'
import pg from 'pg'
import { nameOf, type Statement } from './captured.ts'

interface Start {
  url: string
  routes: { path: string; method: 'GET' | 'POST'; statements: Statement[]; customerIds?: string[] }[]
}

// The baseline, in a process of its own: bare Fastify, plain pg with named statements, the owner written into the SQL,
// no session, no transaction, no check of input or output.
process.once('message', async ({ url, routes }: Start) => {
  const pool = new pg.Pool({ connectionString: url, max: 12 })
  const app = Fastify({ logger: false })
  for (const { path, method, statements, customerIds } of routes) {
    let turn = 0
    const named = statements.map((statement) => ({ ...statement, name: nameOf(statement.text) }))
    app.route({
      method,
      url: path,
      handler: async (_request, reply) => {
        const which = turn++
        const { name, text, values } = named[which % named.length]!
        const given = customerIds ? [newId(), customerIds[which % customerIds.length], ...values.slice(2)] : values
        const { rows } = await pool.query({ name, text, values: given })
        reply.type('application/json').send(JSON.stringify(rows[0]))
      },
    })
  }
  process.send?.(await app.listen({ port: 0, host: '127.0.0.1' }))
})
process.on('disconnect', () => process.exit(0))
