import { MOST_ROWS, type ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { useAnswer } from '#features/analytics/reports/use-answer.ts'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'
import { CustomerLines } from './customer-lines.tsx'

const LEAST = '10000'
const SHARE = '0.6'
const DAYS = 90

/** Customers most of whose money lies as cash and who have not traded for a while: the most cash first. */
const idle: ReportDefinition = {
  subject: 'customers',
  period: { is: 'last-months', months: 1 },
  currency: 'CNY',
  customers: {
    is: 'all',
    of: [
      { is: 'at-least', field: 'cash', value: LEAST },
      { is: 'at-least', field: 'cashShare', value: SHARE },
      {
        is: 'any',
        of: [
          { is: 'longer-ago', field: 'lastTradedOn', days: DAYS },
          { is: 'unknown', field: 'lastTradedOn' },
        ],
      },
    ],
  },
  where: [],
  columns: ['customer', 'unit', 'cash', 'lastTradedOn'],
  groups: [],
  pivot: null,
  measures: [],
  sort: { of: 'column', at: 2, down: true },
  limit: 8,
}

export function IdleCash() {
  const { t } = useWords()
  const format = useFormat()
  const { data, ...asked } = useAnswer(idle)
  const answer = data?.answer
  // The report that this is, with as many rows as are shown at once.
  const whole = new URLSearchParams({ d: JSON.stringify({ ...idle, limit: MOST_ROWS }) })
  return (
    <CustomerLines
      title={t('today.idle')}
      about={t('today.idle.about', { least: format.compact(LEAST), share: format.percent(SHARE), days: DAYS })}
      none={t('today.idle.none')}
      all={`/reports/new?${whole}`}
      answer={{ ...asked, data: answer && { items: answer.rows, total: answer.total } }}
      lineOf={({ customerId, cells: [name, unit, cash, traded] }) => ({
        id: customerId ?? '',
        name: name ?? '',
        more: traded ? t('today.idle.traded', { day: format.day(traded) }) : (unit ?? '–'),
        end: <Money value={cash} compact />,
      })}
    />
  )
}
