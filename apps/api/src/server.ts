import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Connections } from '@rapport/database/connections'
import { repositoryRoot } from '@rapport/database/repository-root'
import { buildApp } from './app.ts'
import { drain, onSignal } from './drain.ts'
import { readEnvironment } from './env.ts'
import { productOf } from './product.ts'
import { secretsOf } from './secrets.ts'
import { reasonOf, tellStarter } from './told.ts'

// One of the processes that answer requests; `servers.ts` starts them, several behind one port. It says that it leaves
// before it does, so that the next one is there first.

const env = readEnvironment(process.env)
const connections = new Connections(env.DATABASE_URL!, { most: env.RAPPORT_DATABASE_POOL })
const https = env.RAPPORT_TLS_CERT
  ? { cert: readFileSync(env.RAPPORT_TLS_CERT), key: readFileSync(env.RAPPORT_TLS_KEY!) }
  : undefined
const pagesDir = join(repositoryRoot(), 'apps/web/dist')

try {
  const { app, drain: refuseMore } = await buildApp({
    product: productOf(env, secretsOf(env), connections),
    ...(existsSync(join(pagesDir, 'index.html')) && { pagesDir }),
    ...(env.RAPPORT_PUBLIC_URL && { publicOrigin: new URL(env.RAPPORT_PUBLIC_URL).origin }),
    ...(env.RAPPORT_TRUST_PROXY && { trustProxy: env.RAPPORT_TRUST_PROXY.split(',').map((address) => address.trim()) }),
    ...(https && { https }),
    logger: env.RAPPORT_LOG === 'silent' ? false : { level: env.RAPPORT_LOG },
  })
  await app.listen({ port: env.PORT, host: env.HOST })
  onSignal(async () => {
    tellStarter('leaving')
    await drain(app, refuseMore, env.RAPPORT_DRAIN_SECONDS)
    await connections.end()
  })
} catch (error) {
  tellStarter({ failed: reasonOf(error) }, () => process.exit(1))
}
