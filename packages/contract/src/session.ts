import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { permissions, personalClasses, scopes } from './permissions.ts'
import { id, text } from './shapes.ts'

export const locales = ['en', 'zh-CN'] as const
export const Preferences = z.strictObject({
  locale: z.enum(locales),
  theme: z.enum(['light', 'dark', 'auto']),
  /** What rising and profit look like: red in China, green in the West. */
  rising: z.enum(['red', 'green']),
})
export type Preferences = z.infer<typeof Preferences>

export const SignIn = z.strictObject({
  username: text(64),
  password: z.string().min(1).max(200),
})

/** The person signed in and what they may do: the web shows and hides by this, the server decides again. */
export const Viewer = z
  .strictObject({
    id,
    username: z.string(),
    name: z.string(),
    role: z.string(),
    roleName: z.string(),
    roleNameZh: z.string(),
    scope: z.enum(scopes),
    permissions: z.array(z.enum(permissions)),
    clearance: z.array(z.enum(personalClasses)),
    unit: z.strictObject({ id, name: z.string(), kind: z.string() }),
    preferences: Preferences,
    /** The business day the product works on (Asia/Shanghai). */
    today: z.string(),
  })
  .meta({ id: 'Viewer' })
export type Viewer = z.infer<typeof Viewer>

export const ChangePassword = z.strictObject({
  current: z.string().min(1).max(200),
  next: z.string().min(10, { error: 'password.short' }).max(200),
})

export const session = {
  signIn: endpoint('POST /session', {
    summary: 'Sign in; sets the session cookie',
    permission: 'anybody',
    body: SignIn,
    reply: Viewer,
    status: 200,
  }),
  whoAmI: endpoint('GET /session', { summary: 'Who is signed in', permission: 'signed-in', reply: Viewer }),
  signOut: endpoint('DELETE /session', { summary: 'Sign out; ends the session', permission: 'signed-in' }),
  setPreferences: endpoint('PUT /session/preferences', {
    summary: 'Set language, theme and colour convention',
    permission: 'signed-in',
    body: Preferences,
    reply: Preferences,
  }),
  changePassword: endpoint('PUT /session/password', {
    summary: 'Change the own password; ends every session of the person',
    permission: 'signed-in',
    body: ChangePassword,
  }),
}
