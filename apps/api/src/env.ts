import { readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { z } from 'zod'

const flag = z.enum(['true', 'false']).transform((s) => s === 'true')
const number = (min: number, max: number) => z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max))

/** Everything the product reads from its environment. docs/operations.md explains each; a test compares the two. */
const Environment = z.object({
  PORT: number(0, 65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** 'demo' makes a demo firm and its own secrets in the data folder; 'production' makes neither. */
  RAPPORT_MODE: z.enum(['demo', 'production']).default('demo'),
  RAPPORT_DATA_DIR: z.string().default('.data'),
  RAPPORT_DEMO_PASSWORD: z.string().min(10).max(200).default('rapport-demo'),
  /** Outside the demo: the password of `admin`, who is made when nobody can sign in yet. */
  RAPPORT_FIRST_ADMIN_PASSWORD: z.string().min(10).max(200).optional(),
  /** Owner of the database: migrations run as it. The server itself signs in as a role that owns nothing. */
  DATABASE_URL: z.string().optional(),
  /** Another road to the same database, for loads: past a pooler, or with options of its own. */
  WAREHOUSE_URL: z.string().optional(),
  /** Of each server: more at a time than processors can work on only makes each slower. */
  RAPPORT_DATABASE_POOL: number(2, 200).default(6),
  RAPPORT_SESSION_SECRET: z.string().optional(),
  RAPPORT_ENCRYPTION_KEYS: z.string().optional(),
  RAPPORT_INDEX_KEY: z.string().optional(),
  RAPPORT_SESSION_IDLE_MINUTES: number(1, 1440).default(60),
  RAPPORT_SESSION_HOURS: number(1, 72).default(12),
  RAPPORT_PUBLIC_URL: z.url().optional(),
  /** Addresses of proxies whose X-Forwarded-For and -Proto are believed, separated by commas. */
  RAPPORT_TRUST_PROXY: z.string().optional(),
  RAPPORT_TLS_CERT: z.string().optional(),
  RAPPORT_TLS_KEY: z.string().optional(),
  RAPPORT_REDIRECT_PORT: number(1, 65535).optional(),
  RAPPORT_ALLOW_PLAIN_DATABASE: flag.default(false),
  /** Processes that answer requests. */
  RAPPORT_SERVERS: number(1, 64).default(() => Math.min(8, Math.max(1, Math.floor(availableParallelism() / 2)))),
  /** Folder below which sources have their folders. */
  RAPPORT_DROP_DIR: z.string().min(1).optional(),
  /** Hosts, or host:port, that data may be pulled from, separated by commas. */
  RAPPORT_PULL_HOSTS: z.string().optional(),
  RAPPORT_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  RAPPORT_MAIL_FROM: z.string().min(3).max(320).optional(),
  /** With which a mail system signs what it tells of deliveries. */
  RAPPORT_MAIL_REPORTS_KEY: z.string().min(32).max(200).optional(),
  RAPPORT_SMS_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  RAPPORT_SMS_GATEWAY_KEY: z.string().min(32).max(200).optional(),
  RAPPORT_WECOM_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  RAPPORT_WECOM_GATEWAY_KEY: z.string().min(32).max(200).optional(),
  /** Hosts, or host:port, that messages may be sent to, separated by commas. */
  RAPPORT_GATEWAY_HOSTS: z.string().optional(),
  /** What stands in 【】 before a text message. */
  RAPPORT_SMS_SIGNATURE: z.string().min(2).max(20).optional(),
  /** With which the telephone system signs what it tells of calls. */
  RAPPORT_CTI_KEY: z.string().min(32).max(200).optional(),
  /** The address that begins a call from a page: a scheme of telephones and `{number}`. */
  RAPPORT_CALL_ADDRESS: z
    .string()
    .regex(/^(tel|sip|sips|callto):[A-Za-z0-9@.+*#;=_-]*\{number\}[A-Za-z0-9@.;=_:-]*$/, {
      message: 'want tel:, sip:, sips: or callto: with {number}',
    })
    .default('tel:{number}'),
  /** The meeting gateway: what is sent to it is signed with the one key, and what it tells with the other. */
  RAPPORT_MEETING_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  RAPPORT_MEETING_GATEWAY_KEY: z.string().min(32).max(200).optional(),
  RAPPORT_MEETING_WEBHOOK_KEY: z.string().min(32).max(200).optional(),
  /** Where its rooms are, if elsewhere than the gateway itself; pages of no other origin are shown. */
  RAPPORT_MEETING_PAGES_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How long notifications are kept after they were read. */
  RAPPORT_READ_NOTIFICATION_DAYS: number(1, 3650).default(90),
  /** After so many minutes of waiting in an outbox somebody is told. */
  RAPPORT_OUTBOX_ALARM_MINUTES: number(1, 1440).default(15),
  RAPPORT_DRAIN_SECONDS: number(0, 20).default(2),
  RAPPORT_LOG: z.enum(['info', 'warn', 'error', 'silent']).default('warn'),
})
export type Environment = z.infer<typeof Environment>
export const environmentNames = Object.keys(Environment.shape)

/** The product refuses to start, and says of each thing wrong what it is. */
export class CannotStart extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(`Rapport cannot start:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`)
  }
}

/** Values that stand in books and repositories are not secrets. */
const known = /change-?me|secret|password|example|default|rapport|12345678|aaaaaaaa|AAAAAAAAAAAA/i

function secretProblem(name: string, value: string | undefined): string | null {
  if (!value) return `${name} is missing. Make one with: openssl rand -base64 32`
  if (value.length < 43) return `${name} is too short: want 32 random bytes in base64`
  return known.test(value) ? `${name} looks like an example: want 32 random bytes in base64` : null
}

/** `NAME_FILE` may name a file with the value; a file that others can read is refused. */
function withFiles(source: NodeJS.ProcessEnv, reasons: string[]): NodeJS.ProcessEnv {
  const filled = { ...source }
  for (const [name, path] of Object.entries(source)) {
    const target = name.replace(/_FILE$/, '')
    if (target === name || !path || !environmentNames.includes(target)) continue
    try {
      if (statSync(path).mode & 0o004) reasons.push(`${name}: everybody can read ${target}'s file; chmod 600 it`)
      filled[target] = readFileSync(path, 'utf8').trim()
    } catch {
      reasons.push(`${name}: the file cannot be read`)
    }
  }
  return filled
}

/** Reads and judges the environment. Throws `CannotStart` with every reason at once. */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const reasons: string[] = []
  const parsed = Environment.safeParse(withFiles(source, reasons))
  if (!parsed.success) {
    for (const issue of parsed.error.issues) reasons.push(`${issue.path.join('.')}: ${issue.message}`)
    throw new CannotStart(reasons)
  }
  const env = parsed.data
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (!((major === 20 && minor >= 20) || (major === 22 && minor >= 13) || major >= 24))
    reasons.push(`Node ${process.versions.node} is not supported: want 20.20, 22.13, 24 or newer`)
  if (Boolean(env.RAPPORT_TLS_CERT) !== Boolean(env.RAPPORT_TLS_KEY))
    reasons.push('RAPPORT_TLS_CERT and RAPPORT_TLS_KEY go together')
  if (env.RAPPORT_MODE === 'production') {
    for (const name of ['RAPPORT_SESSION_SECRET', 'RAPPORT_INDEX_KEY', 'RAPPORT_ENCRYPTION_KEYS'] as const) {
      const problem = secretProblem(name, env[name])
      if (problem) reasons.push(problem)
    }
    if (!env.DATABASE_URL) reasons.push('DATABASE_URL is missing: the embedded PostgreSQL is for the demo')
    if (!env.RAPPORT_TLS_CERT && !env.RAPPORT_PUBLIC_URL?.startsWith('https://'))
      reasons.push(
        'plain HTTP: set RAPPORT_TLS_CERT and RAPPORT_TLS_KEY, or RAPPORT_PUBLIC_URL=https://… behind a proxy',
      )
  }
  for (const name of ['DATABASE_URL', 'WAREHOUSE_URL'] as const)
    if (env[name] && !isPrivateRoad(env[name]) && !env.RAPPORT_ALLOW_PLAIN_DATABASE)
      reasons.push(
        `${name} leaves this host without TLS: add sslmode=verify-full (or require), or set RAPPORT_ALLOW_PLAIN_DATABASE=true`,
      )
  if (reasons.length > 0) throw new CannotStart(reasons)
  return env
}

function isPrivateRoad(url: string): boolean {
  try {
    const { hostname, searchParams } = new URL(url)
    const here = ['localhost', '127.0.0.1', '[::1]', ''].includes(hostname) || searchParams.get('host')?.startsWith('/')
    return Boolean(here) || ['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '')
  } catch {
    return false
  }
}
