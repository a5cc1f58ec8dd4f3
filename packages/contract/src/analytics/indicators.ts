import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { count, decimal, id, instant, listOf, optionalText, PersonInRow } from '#shapes.ts'
import { chartNames } from './chart-catalogue.ts'
import { figureNames, Trust } from './figures.ts'
import { indicatorCodes, indicatorUnits } from './indicator-catalogue.ts'

/** An indicator of the catalogue with what the firm says of it, and how far what it is made from can be trusted. */
export const Indicator = z
  .strictObject({
    code: z.enum(indicatorCodes),
    unit: z.enum(indicatorUnits),
    formula: z.string(),
    figure: z.enum(figureNames).nullable(),
    owner: PersonInRow.nullable(),
    /** What the firm wants it to be; ratios as fractions. */
    target: decimal.nullable(),
    /** Until what time of the next business day it is to be fresh, HH:MM. */
    freshBy: z.string().nullable(),
    note: z.string().nullable(),
    /** As the firm calls and defines it, where that differs from the product. */
    name: z.string().nullable(),
    nameZh: z.string().nullable(),
    about: z.string().nullable(),
    aboutZh: z.string().nullable(),
    /** Null where no facts of feeds are behind it. */
    trust: Trust.pick({ state: true, asOf: true, brokenSince: true }).nullable(),
    /** The charts that show it. */
    charts: z.array(z.enum(chartNames)),
    /** 0 while nobody has said anything of it. */
    version: count,
    updatedAt: instant.nullable(),
  })
  .meta({ id: 'Indicator' })
export type Indicator = z.infer<typeof Indicator>

export const IndicatorEdit = z
  .strictObject({
    ownerId: id.nullable(),
    target: decimal.nullable(),
    freshBy: z
      .string()
      .max(5)
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time.shape' })
      .nullable(),
    note: optionalText(2000),
    name: optionalText(80),
    nameZh: optionalText(80),
    about: optionalText(600),
    aboutZh: optionalText(600),
  })
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
  .meta({ id: 'IndicatorEdit' })

const byCode = z.strictObject({ code: z.enum(indicatorCodes) })

export const indicators = {
  list: endpoint('GET /indicators', {
    summary: 'The catalogue of indicators: formula, unit, owner, freshness, charts that show each',
    permission: 'signed-in',
    reply: listOf(Indicator),
  }),
  open: endpoint('GET /indicators/:code', {
    summary: 'One indicator',
    permission: 'signed-in',
    params: byCode,
    reply: Indicator,
  }),
  edit: endpoint('PATCH /indicators/:code', {
    summary: 'Say who looks after an indicator, what it should be, or how the firm calls and defines it',
    permission: 'indicator.edit',
    params: byCode,
    body: IndicatorEdit,
    reply: Indicator,
    versioned: true,
  }),
}
