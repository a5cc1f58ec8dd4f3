import type { Connections } from '@rapport/database/connections'
import type { Seal } from '@rapport/database/seal'

/** What every request and job of one running product shares. Time comes from here, so that tests can choose it. */
export interface Product {
  readonly connections: Connections
  readonly seal: Seal
  readonly now: () => Date
  /** Folder for files under way. */
  readonly dataDir: string
  readonly sessions: {
    readonly secret: string
    readonly idleMinutes: number
    readonly hours: number
    /** Sent only over TLS, and then named `__Host-…`. */
    readonly secure: boolean
  }
}

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** The business day of an instant: its date in Asia/Shanghai, YYYY-MM-DD. */
export const businessDay = (instant: Date): string => shanghai.format(instant)
