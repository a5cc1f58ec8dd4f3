import { Button } from '@mantine/core'
import { messages } from '@rapport/contract/service/messages'
import { useState } from 'react'
import { useAsk, useAskPages } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { ContactPermissionsSection } from '#features/service/contact-permissions/contact-permissions-section.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useMessageColumns, useMessageLine } from './message-columns.tsx'
import classes from './messages.module.css'
import { WriteMessage } from './write-message.tsx'

/** What was written to one customer, what they wrote, and whether they may be written to. */
export function MessagesTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const [writing, setWriting] = useState(false)
  const pages = useAskPages(messages.list, { query: { customer: customerId } })
  const columns = useMessageColumns(true)
  const lineOf = useMessageLine()
  return (
    <>
      {writing && <WriteMessage customerId={customerId} done={() => setWriting(false)} />}
      <DataTable
        name="customer-messages"
        label={t('messages.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/messages/${row.id}`}
        lineOf={lineOf}
        countOf={(total, count) => t('messages.count', { total, count })}
        tools={
          !writing && (
            <Allowed to={messages.send}>
              <Button onClick={() => setWriting(true)}>{t('message.write')}</Button>
            </Allowed>
          )
        }
        empty={<Empty title={t('messages.none')}>{t('messages.none.text')}</Empty>}
      />
      <Received customerId={customerId} />
      <ContactPermissionsSection customerId={customerId} />
    </>
  )
}

function Received({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(messages.received, { params: { id: customerId } })
  return (
    <Section title={t('messages.received')}>
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('messages.received.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <Tag>{t(`message-channel.${one.channel}`)}</Tag>
                  <span className={classes.grow}>{one.body}</span>
                  <span className={classes.small}>
                    <Instant at={one.receivedAt} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}
