import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { repositoryRoot } from '@rapport/database/repository-root'
import { benchPassword } from './prepare.ts'

export interface Keys {
  encryptionKeys: string
  indexKey: string
}

/** The built product on a free port over this database; stop it when done. */
export async function startProduct(ownerUrl: string, keys: Keys, dataDir: string, more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(repositoryRoot(), 'apps/api/dist/start.js')], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: ownerUrl,
      RAPPORT_DATA_DIR: dataDir,
      RAPPORT_ENCRYPTION_KEYS: keys.encryptionKeys,
      RAPPORT_INDEX_KEY: keys.indexKey,
      RAPPORT_LOG: 'error',
      NODE_ENV: 'production',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const found = /^ready (\S+)$/m.exec(said)
      if (found) resolve(found[1]!)
    })
    child.on('exit', () => reject(new Error(`the product did not start:\n${said}`)))
  })
  return {
    origin,
    pid: child.pid!,
    stop: () =>
      new Promise<void>((stopped) => {
        child.on('exit', () => stopped())
        child.kill('SIGTERM')
      }),
    /** The headers of a person who has signed in. */
    async signIn(username: string): Promise<Record<string, string>> {
      const answer = await fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ username, password: benchPassword }),
      })
      if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status}`)
      return {
        cookie: answer.headers.get('set-cookie')!.split(';')[0]!,
        origin,
        'x-requested-by': 'bench',
        'content-type': 'application/json',
      }
    },
  }
}
