import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { permissions, personalClasses, scopes } from '#permissions.ts'
import {
  byId,
  code,
  cursor,
  day,
  id,
  listOf,
  pageOf,
  pageSize,
  queryFlag,
  telephoneExtension,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'
import { listColleagues, listUnits, Unit } from './organisation-choices.ts'

const unitFields = {
  parentId: id,
  kind: z.enum(['region', 'branch', 'team']),
  code: code(20),
  name: text(80),
  validFrom: day,
}

export const units = {
  list: listUnits,
  create: endpoint('POST /units', {
    summary: 'Add a unit',
    permission: 'unit.manage',
    body: z.strictObject(unitFields),
    reply: Unit,
  }),
  change: endpoint('PATCH /units/:id', {
    summary: 'Rename, move or end a unit; what hangs below moves with it, and so does what its people see',
    permission: 'unit.manage',
    params: byId,
    body: z
      .strictObject({ ...unitFields, validTo: day.nullable() })
      .partial()
      .omit({ kind: true })
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: Unit,
    versioned: true,
  }),
}

export const Role = z
  .strictObject({
    id,
    version,
    code: z.string(),
    name: z.string(),
    nameZh: z.string(),
    permissions: z.array(z.enum(permissions)),
    scope: z.enum(scopes),
    clearance: z.array(z.enum(personalClasses)),
    people: z.int(),
  })
  .meta({ id: 'Role' })
export type Role = z.infer<typeof Role>
const roleFields = {
  name: text(60),
  nameZh: text(60),
  permissions: z.array(z.enum(permissions)).max(permissions.length),
  scope: z.enum(scopes),
  clearance: z.array(z.enum(personalClasses)).max(personalClasses.length),
}

/** What a set of rights comes to: the calls it may make and how many customers it would see for a person. */
export const EffectiveRights = z.strictObject({
  endpoints: z.array(z.strictObject({ method: z.string(), path: z.string(), summary: z.string() })),
  scope: z.enum(scopes),
  units: z.array(UnitInRow),
  masked: z.array(z.enum(personalClasses)),
  clear: z.array(z.enum(personalClasses)),
})

export const roles = {
  list: endpoint('GET /roles', { summary: 'Roles with their rights', permission: 'role.manage', reply: listOf(Role) }),
  create: endpoint('POST /roles', {
    summary: 'Create a role',
    permission: 'role.manage',
    body: z.strictObject({ code: code(40), ...roleFields }),
    reply: Role,
  }),
  change: endpoint('PATCH /roles/:id', {
    summary: 'Change the rights of a role; acts on the next request of everybody who holds it',
    permission: 'role.manage',
    params: byId,
    body: z
      .strictObject(roleFields)
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: Role,
    versioned: true,
  }),
  tryOut: endpoint('POST /roles/effective-rights', {
    asks: true,
    summary: 'What these rights would come to for a person, before they are saved',
    permission: 'role.manage',
    body: z.strictObject({ ...roleFields, userId: id }).omit({ name: true, nameZh: true }),
    reply: EffectiveRights,
    status: 200,
  }),
}

const workEmail = z.email({ error: 'email.shape' }).max(254).nullable()

export const User = z
  .strictObject({
    id,
    version,
    username: z.string(),
    name: z.string(),
    staffNo: z.string().nullable(),
    /** Where the firm writes to this person, such as reports that are sent at times. */
    workEmail: z.string().nullable(),
    /** Where they sit at the telephone system: calls of it pop up on their pages. */
    extension: z.string().nullable(),
    unit: UnitInRow,
    role: z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() }),
    disabled: z.boolean(),
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof User>

export const users = {
  colleagues: listColleagues,
  list: endpoint('GET /users', {
    summary: 'Users',
    permission: 'user.manage',
    query: z.strictObject({
      q: text(60).optional(),
      disabled: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(User),
  }),
  create: endpoint('POST /users', {
    summary: 'Create a user',
    permission: 'user.manage',
    body: z.strictObject({
      username: code(64),
      name: text(80),
      staffNo: code(20).nullable().default(null),
      workEmail: workEmail.default(null),
      unitId: id,
      roleId: id,
      password: z.string().min(10, { error: 'password.short' }).max(200),
    }),
    reply: User,
  }),
  change: endpoint('PATCH /users/:id', {
    summary: 'Change name, telephone, unit or role of a user, disable or enable; disabling ends the sessions at once',
    permission: 'user.manage',
    params: byId,
    body: z
      .strictObject({
        name: text(80),
        workEmail,
        extension: telephoneExtension.nullable(),
        unitId: id,
        roleId: id,
        disabled: z.boolean(),
      })
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: User,
    versioned: true,
  }),
  setPassword: endpoint('PUT /users/:id/password', {
    summary: 'Set a new password for a user; ends the sessions of that person',
    permission: 'user.manage',
    params: byId,
    body: z.strictObject({ password: z.string().min(10, { error: 'password.short' }).max(200) }),
  }),
}
