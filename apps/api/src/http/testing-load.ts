import { Agent, request } from 'node:http'

/**
 * People who ask again and again who they are, over connections that stay open until the server says that it closes them,
 * as browsers and proxies do. What came of each request is counted: its status, or the error's code.
 */
export function askAgainAndAgain(origin: string, cookie: string, people: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: people })
  const outcomes = new Map<number | string, number>()
  const times: number[] = []
  const ask = () =>
    new Promise<number | string>((resolve) => {
      const asked = request(`${origin}/api/session`, { agent, headers: { cookie } }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode!))
      })
      asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)).end()
    })
  let asking = true
  const lanes = Array.from({ length: people }, async () => {
    while (asking) {
      const begin = performance.now()
      const outcome = await ask()
      times.push(performance.now() - begin)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
  })
  return {
    answered: () => outcomes.get(200) ?? 0,
    /** How many requests ended how, and how many milliseconds each took. */
    async end() {
      asking = false
      await Promise.all(lanes)
      agent.destroy()
      return { outcomes: Object.fromEntries(outcomes), times }
    },
  }
}
