import {
  isGrouped,
  measuresOf,
  type ReportDefinition,
  unitOfMeasure,
} from '@rapport/contract/analytics/report-definition'
import { type ReportField, reportField } from '@rapport/contract/analytics/report-subjects'
import type { ReportAnswer } from '@rapport/contract/analytics/reports'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { type Figures, figuresIn, UNDEFINED } from '#features/analytics/customer-reports/paper/figures.ts'
import { hairlines, styles } from '#features/analytics/customer-reports/paper/parts.ts'
import { pdfOf, settable } from '#features/analytics/customer-reports/paper/pdf.ts'
import { type Locale, namesIn } from './report-words.ts'

interface Facts {
  name: string
  definition: ReportDefinition
  answer: ReportAnswer
  locale: Locale
  madeAt: Date
}
/** A column of the table: its head, whether it stands at the right, its text in each row and in the row of totals. */
interface Column {
  head: string
  figure: boolean
  cells: string[]
  total: string
}

const words = {
  en: {
    asOf: (today: string) => `As of ${today}`,
    days: (from: string, to: string) => `${from} to ${to}`,
    currency: (currency: string) => `Amounts in ${currency}`,
    shown: (shown: string, total: string) => `${shown} of ${total} rows`,
    sight: 'Only customers whom the reader may see',
    all: 'All',
    none: 'Nothing found.',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  'zh-CN': {
    asOf: (today: string) => `截至 ${today}`,
    days: (from: string, to: string) => `${from} 至 ${to}`,
    currency: (currency: string) => `金额单位：${currency}`,
    shown: (shown: string, total: string) => `共 ${total} 行，列出 ${shown} 行`,
    sight: '仅含读者有权查看的客户',
    all: '合计',
    none: '没有符合的数据。',
    page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  },
}
/** More columns than these do not fit side by side on a page: the table goes on below with the same names at its left. */
const MOST_COLUMNS = 10

/** The table of a report as it stands on the page, as a PDF of A4 pages across in the reader's language. */
export function reportPaper({ name, definition, answer, locale, madeAt }: Facts): Promise<Buffer> {
  const w = words[locale]
  const figures = figuresIn(locale)
  const { labels, others } = columnsOf({ definition, answer, locale, figures })
  const { today, from, to, rows, total } = answer
  const about = [
    w.asOf(today),
    ...(from && to ? [w.days(from, to)] : []),
    w.currency(definition.currency),
    w.shown(figures.count(rows.length), figures.count(total)),
    w.sight,
  ]
  const wide = Math.max(1, MOST_COLUMNS - labels.length)
  const tables = Array.from({ length: Math.max(1, Math.ceil(others.length / wide)) }, (_, i) =>
    tableOf([...labels, ...others.slice(i * wide, (i + 1) * wide)], rows.length, i > 0),
  )
  return pdfOf({
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [36, 36, 36, 40],
    info: { title: settable(name), creationDate: madeAt, producer: 'Rapport' },
    language: locale,
    styles,
    defaultStyle: { fontSize: 8, color: styles.cell.color },
    content: [
      { text: settable(name), style: 'title' },
      { text: about.join(' · '), style: 'small', margin: [0, 2, 0, 8] },
      ...(rows.length === 0 ? [{ text: w.none }] : tables),
    ],
    footer: (page, pages) => ({
      text: w.page(page, pages),
      style: 'small',
      alignment: 'right',
      margin: [36, 8, 36, 0],
    }),
  })
}

function tableOf(columns: readonly Column[], rows: number, goesOn: boolean): Content {
  const line = (textOf: (column: Column) => string, style: string, bold = false): TableCell[] =>
    columns.map((column) => ({
      text: settable(textOf(column)),
      style,
      bold,
      alignment: column.figure ? 'right' : 'left',
    }))
  return {
    margin: [0, goesOn ? 14 : 0, 0, 0],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(() => '*'),
      body: [
        line(({ head }) => head, 'head'),
        ...Array.from({ length: rows }, (_, at) => line(({ cells }) => cells[at] ?? '', 'cell')),
        ...(columns.some(({ figure, total }) => figure && total !== '')
          ? [line(({ total }) => total, 'cell', true)]
          : []),
      ],
    },
    layout: hairlines,
  }
}

type Told = Pick<Facts, 'definition' | 'answer' | 'locale'> & { figures: Figures }

/** What names a row, and what is told of it. */
const columnsOf = (told: Told): { labels: Column[]; others: Column[] } =>
  isGrouped(told.definition) ? groupColumns(told) : recordColumns(told)

type Unit = NonNullable<ReportField['unit']>
const written = (figures: Figures, value: string | null | undefined, unit: Unit) => {
  if (value === null || value === undefined) return UNDEFINED
  if (unit === 'share') return figures.percent(value)
  return unit === 'count' ? figures.decimal(value, 0, 4) : figures.decimal(value, 2, unit === 'money' ? 2 : 4)
}

function recordColumns({ definition, answer, locale, figures }: Told) {
  const { subject, columns } = definition
  const names = namesIn(locale)
  const all = columns.map((name, at): Column => {
    const field = reportField(subject, name)
    const figure = field?.type === 'number'
    const textOf = (value: string | null | undefined) => {
      if (value === null || value === undefined) return UNDEFINED
      if (field?.type === 'number') return written(figures, value, field.unit ?? 'count')
      return name === 'month' ? value.slice(0, 7) : names.value(subject, name, value)
    }
    const total = figure ? answer.totals[at] : null
    return {
      head: names.field(subject, name),
      figure,
      cells: answer.rows.map(({ cells }) => textOf(cells[at])),
      total: total ? textOf(total) : at === 0 && answer.totals.some(Boolean) ? words[locale].all : '',
    }
  })
  return { labels: all.slice(0, 1), others: all.slice(1) }
}

function groupColumns({ definition, answer, locale, figures }: Told) {
  const { subject, groups, pivot } = definition
  const names = namesIn(locale)
  const measures = measuresOf(definition)
  const labels = groups.map(
    ({ field }, at): Column => ({
      head: names.field(subject, field),
      figure: false,
      cells: answer.rows.map(({ cells }) => {
        const value = cells[at] ?? null
        return value === null ? UNDEFINED : names.value(subject, field, value)
      }),
      total: at === 0 ? words[locale].all : '',
    }),
  )
  const measured = (
    head: (name: string) => string,
    valueIn: (row: ReportAnswer['rows'][number], at: number) => string | null | undefined,
    totalOf: (at: number) => string | null | undefined,
  ) =>
    measures.map((measure, at): Column => {
      const unit = unitOfMeasure(subject, measure)
      const total = totalOf(at)
      return {
        head: head(names.measure(subject, measure)),
        figure: true,
        cells: answer.rows.map((row) => written(figures, valueIn(row, at), unit)),
        total: total === undefined ? '' : written(figures, total, unit),
      }
    })
  const side = pivot
    ? answer.pivots.flatMap(({ label }, place) => {
        const of = label === null ? UNDEFINED : names.value(subject, pivot.field, label)
        return measured(
          (name) => (measures.length > 1 ? `${of} · ${name}` : of),
          ({ pivoted }, at) => pivoted[place]?.[at],
          () => undefined,
        )
      })
    : []
  const whole = measured(
    (name) => (pivot ? names.ofAll(name) : name),
    ({ values }, at) => values[at],
    (at) => answer.totals[at] ?? null,
  )
  return { labels, others: [...side, ...whole] }
}
