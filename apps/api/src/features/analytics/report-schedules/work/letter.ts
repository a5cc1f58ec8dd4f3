import type { Letter } from '#features/administration/etl-runs/alerts/mail.ts'

interface Told {
  deliveryId: string
  reportId: string
  name: string
  by: string
  today: string
  rows: number
  /** Where the product is, as people reach it; null where nobody has said. */
  origin: string | null
  locale: 'en' | 'zh-CN'
  to: string
  content: Buffer
}

/** The letter that brings a report, in its reader's language. Sent again it is the same letter, by its id. */
export function letterOf({
  deliveryId,
  reportId,
  by,
  today,
  rows,
  origin,
  locale,
  to,
  content,
  ...told
}: Told): Letter {
  // A line break in a name must not become a header of its own.
  const name = told.name.replace(/\s+/g, ' ')
  const link = origin && `${origin}/reports/${reportId}`
  const text =
    locale === 'zh-CN'
      ? [
          `附件是报表“${name}”截至 ${today} 的数据（CSV），共 ${rows} 行，仅含您有权查看的客户。`,
          `由${by}定期发送。`,
          ...(link ? [`在系统中打开：${link}`] : []),
          '附件可能含客户信息，请妥善保管。',
        ]
      : [
          `Attached is the report “${name}” as of ${today} (CSV): ${rows} rows, of the customers whom you may see.`,
          `${by} has it sent to you.`,
          ...(link ? [`Open it: ${link}`] : []),
          'It may hold information about customers: please keep it safe.',
        ]
  return {
    id: `report-delivery-${deliveryId}`,
    to: [to],
    subject: `${name} ${today}`,
    text: `${text.join('\n')}\n`,
    attachments: [
      {
        filename: `${name.replace(/[\\/:*?"<>|]/g, '_')}-${today}.csv`,
        content,
        contentType: 'text/csv; charset=utf-8',
      },
    ],
  }
}
