import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CannotStart, readEnvironment } from './env.ts'

const random = (fill: string) => Buffer.from(fill.repeat(32).slice(0, 32)).toString('base64')
const production = {
  RAPPORT_MODE: 'production',
  DATABASE_URL: 'postgresql://owner:x@localhost/rapport',
  RAPPORT_PUBLIC_URL: 'https://crm.example',
  RAPPORT_SESSION_SECRET: random('q9f7'),
  RAPPORT_INDEX_KEY: random('z3k1'),
  RAPPORT_ENCRYPTION_KEYS: `k1:${random('m8p2')}`,
}
const reasonsOf = (source: NodeJS.ProcessEnv) => {
  try {
    readEnvironment(source)
    return []
  } catch (error) {
    return (error as CannotStart).reasons
  }
}

describe('start-up', () => {
  it('needs nothing in the demo', () => expect(reasonsOf({})).toEqual([]))
  it('starts in production with everything given', () => expect(reasonsOf(production)).toEqual([]))

  it.each(['RAPPORT_SESSION_SECRET', 'RAPPORT_INDEX_KEY', 'RAPPORT_ENCRYPTION_KEYS', 'DATABASE_URL'])(
    'refuses production without %s, and says which',
    (name) => {
      const { [name as 'DATABASE_URL']: _, ...rest } = production
      expect(reasonsOf(rest)).toEqual([expect.stringContaining(`${name} is missing`)])
    },
  )

  it('says everything that is missing at once', () => {
    expect(reasonsOf({ RAPPORT_MODE: 'production' })).toHaveLength(5)
  })

  it.each([
    ['short', 'abc', /too short/],
    ['one that stands in books', 'please-change-me-please-change-me-please-change-me', /example/],
    ['our own name', `${'rapport'.repeat(8)}`, /example/],
  ])('refuses a secret that is %s', (_, value, reason) => {
    expect(reasonsOf({ ...production, RAPPORT_SESSION_SECRET: value })).toEqual([expect.stringMatching(reason)])
  })

  it('refuses plain HTTP in production', () => {
    const { RAPPORT_PUBLIC_URL: _, ...rest } = production
    expect(reasonsOf(rest)).toEqual([expect.stringMatching(/plain HTTP/)])
  })

  it('refuses a database on another host without TLS', () => {
    const far = { ...production, DATABASE_URL: 'postgresql://owner:x@db.example/rapport' }
    expect(reasonsOf(far)).toEqual([expect.stringMatching(/without TLS/)])
    expect(reasonsOf({ ...far, DATABASE_URL: `${far.DATABASE_URL}?sslmode=verify-full` })).toEqual([])
  })

  it('takes a secret from a file, and refuses one that everybody can read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'rapport-secret-')), 'secret')
    writeFileSync(file, `${random('w5t6')}\n`, { mode: 0o600 })
    const { RAPPORT_SESSION_SECRET: _, ...rest } = production
    expect(readEnvironment({ ...rest, RAPPORT_SESSION_SECRET_FILE: file }).RAPPORT_SESSION_SECRET).toBe(random('w5t6'))
    chmodSync(file, 0o644)
    expect(reasonsOf({ ...rest, RAPPORT_SESSION_SECRET_FILE: file })).toEqual([
      expect.stringMatching(/everybody can read/),
    ])
  })

  it.each([
    ['PORT', 'eighty'],
    ['RAPPORT_MODE', 'test'],
    ['RAPPORT_DEMO_PASSWORD', 'short'],
  ])('refuses %s=%s', (name, value) => expect(reasonsOf({ [name]: value })).toEqual([expect.stringContaining(name)]))
})
