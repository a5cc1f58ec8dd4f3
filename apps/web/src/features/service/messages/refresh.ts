import { timeline } from '@rapport/contract/customer/timeline'
import { messageBatches, messages } from '@rapport/contract/service/messages'

/** What is asked again when something became of messages. */
export const changedMessages = [messages.list, messages.open, messageBatches.list, timeline.list]
