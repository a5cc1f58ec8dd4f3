import { Agent, request } from 'node:http'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { drain } from './drain.ts'

/** A slow little server behind keep-alive connections, as browsers and proxies hold them. */
async function slowServer() {
  const state = { draining: false, taken: 0 }
  const app = Fastify({ return503OnClosing: false })
  app.addHook('onRequest', async (_, reply) => {
    if (state.draining) reply.header('connection', 'close')
  })
  app.get('/', async () => {
    state.taken++
    await new Promise((done) => setTimeout(done, 20))
    return 'done'
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const refuseMore = () => {
    state.draining = true
  }
  return { app, address, refuseMore, taken: () => state.taken }
}

/** The status of the answer; 0 when the connection ended before there was one. */
const ask = (address: string, agent: Agent) =>
  new Promise<number>((resolve) => {
    request(address, { agent }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode!))
    })
      .on('error', () => resolve(0))
      .end()
  })

describe('drain', () => {
  it('finishes every request that it took, while sixteen connections keep asking', async () => {
    const { app, address, refuseMore, taken } = await slowServer()
    const agent = new Agent({ keepAlive: true, maxSockets: 16 })
    const answers: number[] = []
    let asking = true
    const lanes = Array.from({ length: 16 }, async () => {
      while (asking) answers.push(await ask(address, agent))
    })
    await new Promise((done) => setTimeout(done, 300))
    const before = taken()
    await drain(app, refuseMore, 0.5)
    asking = false
    await Promise.all(lanes)
    agent.destroy()
    // A connection that could not be opened any more is no loss, a balancer takes the next server; a request that was
    // taken and not answered is one.
    expect(before).toBeGreaterThan(16)
    expect(taken()).toBeGreaterThan(before)
    expect(answers.filter((status) => status === 200)).toHaveLength(taken())
  })

  it('says so on every answer, so that connections end by themselves', async () => {
    const { app, address, refuseMore } = await slowServer()
    const draining = drain(app, refuseMore, 0.3)
    const answer = await fetch(address)
    expect(answer.headers.get('connection')).toBe('close')
    await draining
  })
})
