import { hash, verify } from '@node-rs/argon2'

// argon2id with at least OWASP's memory and time (D-15); about 15 ms here.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
// Checked when nobody has the name, so that an unknown name takes as long as a wrong password.
let nobody: Promise<string> | undefined

/** At most four at a time, so that many sign-ins at once do not starve everybody else (BI-88). */
let running = 0
const queue: (() => void)[] = []
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 4) await new Promise<void>((next) => queue.push(next))
  running++
  try {
    return await work()
  } finally {
    running--
    queue.shift()?.()
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost))

/** Whether this is the password; false, after the same time, when there is none to compare with. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobody ??= hash('nobody has this password', cost)
  const against = passwordHash ?? (await nobody)
  const right = await inTurn(() => verify(against, password))
  return right && passwordHash !== undefined
}
