import { Enquiry } from '@rapport/contract/marketing/enquiries'
import type { Seal } from '@rapport/database/seal'
import type { z } from 'zod'

/** What is kept of an enquiry until it is a prospect. */
const Told = Enquiry.omit({ consent: true, consentVersion: true, website: true })
export type Told = z.infer<typeof Told>

const placeOf = (id: string) => `enquiries.told.${id}` as const
export const closeTold = (seal: Seal, id: string, { consent, consentVersion, website, ...told }: Enquiry) =>
  seal.close(JSON.stringify(told), placeOf(id))
export const openTold = (seal: Seal, id: string, sealed: string): Told =>
  Told.parse(JSON.parse(seal.open(sealed, placeOf(id))))
