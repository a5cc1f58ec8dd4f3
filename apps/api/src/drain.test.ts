import { Agent, request } from 'node:http'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { drain } from './drain.ts'

/** A slow little server behind keep-alive connections, as browsers and proxies hold them. */
async function slowServer() {
  const state = { draining: false }
  const app = Fastify({ return503OnClosing: false })
  app.addHook('onRequest', async (_, reply) => {
    if (state.draining) reply.header('connection', 'close')
  })
  app.get('/', async () => {
    await new Promise((done) => setTimeout(done, 20))
    return 'done'
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const refuseMore = () => {
    state.draining = true
  }
  return { app, address, refuseMore }
}

const ask = (address: string, agent: Agent) =>
  new Promise<{ status: number; refused: boolean }>((resolve) => {
    request(address, { agent }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode!, refused: false }))
    })
      // A connection that could not be opened is not a request that was dropped: a balancer takes the next server.
      .on('error', (error: NodeJS.ErrnoException) => resolve({ status: 0, refused: error.code === 'ECONNREFUSED' }))
      .end()
  })

describe('drain', () => {
  it('finishes every request that it took, while sixteen connections keep asking', async () => {
    const { app, address, refuseMore } = await slowServer()
    const agent = new Agent({ keepAlive: true, maxSockets: 16 })
    const answers: { status: number; refused: boolean }[] = []
    let asking = true
    const lanes = Array.from({ length: 16 }, async () => {
      while (asking) {
        const answer = await ask(address, agent)
        answers.push(answer)
        if (answer.refused) return
      }
    })
    await new Promise((done) => setTimeout(done, 300))
    const before = answers.length
    await drain(app, refuseMore, 0.5)
    asking = false
    await Promise.all(lanes)
    agent.destroy()
    expect(before).toBeGreaterThan(50)
    expect(answers.filter(({ status, refused }) => status !== 200 && !refused)).toEqual([])
  })

  it('says so on every answer, so that connections end by themselves', async () => {
    const { app, address, refuseMore } = await slowServer()
    const draining = drain(app, refuseMore, 0.3)
    const answer = await fetch(address)
    expect(answer.headers.get('connection')).toBe('close')
    await draining
  })
})
