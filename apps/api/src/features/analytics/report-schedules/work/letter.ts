import type { ReportFileFormat } from '@rapport/contract/analytics/report-schedules'
import type { Letter } from '#mail/mail.ts'

const formats: Record<ReportFileFormat, { name: string; type: string }> = {
  csv: { name: 'CSV', type: 'text/csv; charset=utf-8' },
  xlsx: { name: 'Excel', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  pdf: { name: 'PDF', type: 'application/pdf' },
}

interface Told {
  deliveryId: string
  reportId: string
  format: ReportFileFormat
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
  format,
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
          `附件是报表“${name}”截至 ${today} 的数据（${formats[format].name}），共 ${rows} 行，仅含您有权查看的客户。`,
          `由${by}定期发送。`,
          ...(link ? [`在系统中打开：${link}`] : []),
          '附件可能含客户信息，请妥善保管。',
        ]
      : [
          `Attached is the report “${name}” as of ${today} (${formats[format].name}): ${rows} rows, of the customers whom you may see.`,
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
        filename: `${name.replace(/[\\/:*?"<>|]/g, '_')}-${today}.${format}`,
        content,
        contentType: formats[format].type,
      },
    ],
  }
}
