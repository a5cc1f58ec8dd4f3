import { messageBatches, messages } from '@rapport/contract/service/messages'
import { route } from '#http/serve.ts'
import { approveBatch, askForBatch, listBatches, openBatch, stopBatch } from './message-batches.ts'
import { openMessage } from './message-rows.ts'
import { cancelMessage, listMessages, listReceived, previewMessage, sendMessage } from './messages.ts'

export const messagesRoutes = [
  route(messages.list, ({ db, query }) => listMessages(db, query)),
  route(messages.open, ({ db, params }) => openMessage(db, params.id)),
  route(messages.preview, ({ db, params, body, product }) => previewMessage(db, product, params.id, body)),
  route(messages.send, ({ db, params, body, product }) => sendMessage(db, product, params.id, body)),
  route(messages.cancel, ({ db, params, product }) => cancelMessage(db, params.id, product.now())),
  route(messages.received, ({ db, params }) => listReceived(db, params.id)),
  route(messageBatches.list, ({ db }) => listBatches(db)),
  route(messageBatches.ask, ({ db, product, viewer, body }) => askForBatch(db, product, viewer, body)),
  route(messageBatches.open, ({ db, params }) => openBatch(db, params.id)),
  route(messageBatches.approve, ({ db, params, product }) => approveBatch(db, params.id, product.now())),
  route(messageBatches.stop, ({ db, params, product }) => stopBatch(db, params.id, product.now())),
]
