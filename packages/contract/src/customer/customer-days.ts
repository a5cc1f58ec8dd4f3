import { z } from 'zod'
import { decimal } from '#shapes.ts'

/** How a customer stood at the end of a day on which customers are valued (domain 2.2), and what the day did. */
export const CustomerDay = z
  .strictObject({
    day: z.string(),
    /** Cash + positions at their last close + products − margin debt. */
    assets: decimal,
    positionValue: decimal,
    cash: decimal,
    productValue: decimal,
    marginDebt: decimal,
    /** What the client brought in less what went out. */
    netInflow: decimal,
    profit: decimal,
    /** assets − (assets of the day before + net inflow + profit): anything but 0 is a gap in the data. */
    gap: decimal,
  })
  .meta({ id: 'CustomerDay' })
export type CustomerDay = z.infer<typeof CustomerDay>

export const CustomerDays = z
  .strictObject({
    /** The currency of the amounts; null where the customer was never valued. */
    currency: z.string().nullable(),
    /** All in which this customer was ever valued. */
    currencies: z.array(z.string()),
    /** Ascending; days on which there was nothing are left out. */
    items: z.array(CustomerDay),
    /** The last day on which customers are valued. */
    asOf: z.string().nullable(),
    /** The day from which on the figures are being worked out anew; null while they are final. */
    pendingSince: z.string().nullable(),
  })
  .meta({ id: 'CustomerDays' })
export type CustomerDays = z.infer<typeof CustomerDays>
