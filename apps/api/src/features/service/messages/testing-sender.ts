import { setTimeout as pause } from 'node:timers/promises'
import { Connections } from '@rapport/database/connections'
import { Seal } from '@rapport/database/seal'
import { mailBy } from '#mail/mail.ts'
import { emailBy } from './sending/email.ts'
import { sendMessages } from './sending/send-messages.ts'

// A worker of its own that sends e-mail until it is killed: forked by tests and the bench.
const connections = new Connections(process.env.DATABASE_URL!, { most: 3 })
const key = process.env.RAPPORT_KEY!
const now = process.env.SENDER_NOW ? new Date(process.env.SENDER_NOW) : null
const sender = { connections, seal: new Seal(`k1:${key}`, key), now: () => now ?? new Date() }
const mail = mailBy(process.env.RAPPORT_SMTP_URL, 'rapport@firm.example', { pooled: true })!
process.on('disconnect', () => process.exit(0))
for (;;) {
  await sendMessages(sender, 'email', emailBy(mail, 'https://rapport.firm.example'), () => false)
  process.send?.('idle')
  await pause(50)
}
