import { z } from 'zod'
import { customerLanguages } from '#customer/vocabulary.ts'
import { endpoint } from '#endpoint.ts'
import { code, count, id, optionalText, text } from '#shapes.ts'
import { prospectInterests } from './prospects.ts'

/** Of the text that whoever enquires agrees to: a new text is a new version, and a page with the old one sends nothing. */
export const CONSENT_VERSION = 'join-1'
/** By what somebody is reached, and proves it: a text message to a mobile, a letter to an e-mail address. */
export const enquiryKinds = ['mobile', 'email'] as const
export type EnquiryKind = (typeof enquiryKinds)[number]
/** How long a code is good for, minutes, and how often a wrong one may be tried. */
export const ENQUIRY_MINUTES = 10
export const ENQUIRY_TRIES = 5

const byCode = z.strictObject({ code: code(40) })

/** What somebody tells on the web page of a channel. */
export const Enquiry = z
  .strictObject({
    name: text(60),
    kind: z.enum(enquiryKinds),
    /** The mobile or the e-mail address. */
    contact: text(200),
    interests: z.array(z.enum(prospectInterests)).max(prospectInterests.length).default([]),
    message: optionalText(500).default(null),
    language: z.enum(customerLanguages),
    /** That they were told what happens with it, and agree to the text of this version. */
    consent: z.literal(true, { error: 'enquiry.consent' }),
    consentVersion: z.literal(CONSENT_VERSION),
    /** Whether the firm may write to them about offers as well. */
    marketing: z.boolean().default(false),
    /** People do not see this field; what fills it in is a program. */
    website: z.string().max(200).default(''),
  })
  .meta({ id: 'Enquiry' })
export type Enquiry = z.infer<typeof Enquiry>

export const EnquiryProof = z
  .strictObject({ enquiry: id, code: z.string().regex(/^\d{6}$/, { error: 'enquiry.code-shape' }) })
  .meta({ id: 'EnquiryProof' })

export const enquiries = {
  form: endpoint('GET /join/:code', {
    summary: 'The page of a channel on which anybody enquires; 404 for one that has none',
    permission: 'anybody',
    params: byCode,
    reply: z
      .strictObject({ name: z.string(), nameZh: z.string(), kinds: z.array(z.enum(enquiryKinds)) })
      .meta({ id: 'EnquiryForm' }),
  }),
  send: endpoint('POST /join/:code', {
    summary: 'Enquire: a one-time code goes to the contact; answered alike whoever it is',
    permission: 'anybody',
    params: byCode,
    body: Enquiry,
    reply: z
      .strictObject({
        enquiry: id,
        /** After so many seconds another code may be asked for. */
        again: count,
      })
      .meta({ id: 'EnquirySent' }),
    status: 202,
  }),
  prove: endpoint('POST /join/:code/proof', {
    summary: 'Prove the contact by the code: within a minute a prospect with an owner comes of the enquiry',
    permission: 'anybody',
    params: byCode,
    body: EnquiryProof,
    reply: z.strictObject({ received: z.literal(true) }).meta({ id: 'EnquiryReceived' }),
    status: 202,
  }),
}
