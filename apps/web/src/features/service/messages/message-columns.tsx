import type { MessageRow } from '@rapport/contract/service/messages'
import { useMemo } from 'react'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { MessageMark } from './message-mark.tsx'

/** What a template is called in the reader's language. */
export function useTemplateName() {
  const { locale } = useWords()
  return ({ name, nameZh }: { name: string; nameZh: string }) => (locale === 'zh-CN' ? nameZh : name)
}

/** The columns of a list of messages; on the page of one customer without the customer. */
export function useMessageColumns(ofOne = false): Column<MessageRow>[] {
  const { t } = useWords()
  const nameOf = useTemplateName()
  return useMemo(
    (): Column<MessageRow>[] => [
      { name: 'template', head: t('message.template'), width: 200, grow: 2, cell: (row) => nameOf(row.template) },
      ...(ofOne
        ? []
        : [
            {
              name: 'customer',
              head: t('message.customer'),
              width: 130,
              grow: 1,
              cell: (row: MessageRow) => row.customer.name,
            },
          ]),
      { name: 'channel', head: t('message.channel'), width: 90, cell: (row) => t(`message-channel.${row.channel}`) },
      { name: 'class', head: t('message.class'), width: 100, cell: (row) => t(`message-class.${row.class}`) },
      { name: 'state', head: t('message.state'), width: 180, cell: (row) => <MessageMark of={row} /> },
      { name: 'created', head: t('message.created-at'), width: 168, cell: (row) => <Instant at={row.createdAt} /> },
      { name: 'sent', head: t('message.sent-at'), width: 168, cell: (row) => <Instant at={row.sentAt} /> },
      { name: 'by', head: t('message.by'), width: 110, grow: 1, cell: (row) => row.createdBy?.name ?? '–' },
      {
        name: 'attempts',
        head: t('message.attempts'),
        width: 90,
        end: true,
        optional: true,
        cell: (row) => row.attempts,
      },
    ],
    [t, ofOne, nameOf],
  )
}

/** A message as two lines on a phone. */
export function useMessageLine() {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useTemplateName()
  return (row: MessageRow) => ({
    first: nameOf(row.template),
    second: [row.customer.name, t(`message-channel.${row.channel}`), format.instant(row.sentAt ?? row.createdAt)].join(
      ' · ',
    ),
    end: <MessageMark of={row} />,
  })
}
