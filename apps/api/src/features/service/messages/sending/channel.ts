import type { MessageChannel, MessageClass } from '@rapport/contract/service/message-templates'

/** A message as a channel carries it. Sent again it is the same one, by its id. */
export interface Outgoing {
  /** Our own Message-ID, kept for ever. */
  id: string
  to: string
  class: MessageClass
  language: 'en' | 'zh-CN'
  subject: string | null
  body: string
  /** What ends such letters, where the channel has links; a token that is only in the letter. */
  optOutToken: string
}

/** What carries messages out of the house. */
export interface Channel {
  /** Resolves once the other side has taken the message; throws `NotTaken` where it said no for good. */
  send: (message: Outgoing) => Promise<void>
  /** Whether the other side answers at all: tells a message that breaks the connection from one that is away. */
  reachable: () => Promise<boolean>
}
export type Channels = Partial<Record<MessageChannel, Channel>>

/** The other side takes nothing at all at this moment, whatever message: away, too busy, or it does not know us. */
export class Away extends Error {}

/** The other side said no for good: to the address (it bounced), or to the message. */
export class NotTaken extends Error {
  constructor(readonly address: boolean) {
    super(address ? 'address refused' : 'message refused')
  }
}
