import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { ReportLanguage } from '@rapport/contract/analytics/customer-reports'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { assetsLine } from './assets-line.ts'
import { type Changes, changesBy, type Rising } from './changes.ts'
import { type Figures, figuresIn, signOf } from './figures.ts'
import { figureGrid, heading, listing, styles, together } from './parts.ts'
import { pdfOf, settable } from './pdf.ts'
import { type PaperWords, paperEn } from './words.en.ts'
import { paperZh } from './words.zh-CN.ts'

/** The version of what a report says and how; a report keeps the one by which it was made. */
export const TEMPLATE = 1

/** What a report is made of: the analysis as its page has it, whose it is as the reader may see it, how it is read. */
export interface PaperFacts {
  id: string
  language: ReportLanguage
  rising: Rising
  customer: {
    name: string
    customerNo: string
    manager: string | null
    branch: string
    identification: string | null
    mobile: string | null
  }
  analysis: CustomerAnalysis
  asOf: string | null
  pendingSince: string | null
  madeAt: Date
}

interface Pen {
  w: PaperWords
  figures: Figures
  changes: Changes
  analysis: CustomerAnalysis
}

const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

/** A report as a PDF of A4 pages, with the glyphs that it uses and real text. */
export function paperOf(facts: PaperFacts): Promise<Buffer> {
  const { id, language, rising, analysis, pendingSince, madeAt } = facts
  const w = language === 'zh-CN' ? paperZh : paperEn
  const figures = figuresIn(language)
  const pen: Pen = { w, figures, changes: changesBy(rising, figures), analysis }
  const document: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 46],
    info: { title: `${w.title} ${settable(facts.customer.customerNo)}`, creationDate: madeAt, producer: 'Rapport' },
    language,
    styles,
    defaultStyle: { fontSize: 9, color: styles.cell.color },
    content: [
      { text: w.title, style: 'title' },
      whose(facts, pen),
      ...(pendingSince ? [{ text: fill(w.pending, { day: pendingSince }), style: 'small' }] : []),
      assetsPart(pen),
      returnsPart(pen),
      ...securitiesPart(pen),
      ...positionsPart(pen),
      tradingPart(pen),
      riskPart(pen),
      ...wordsPart(pen),
    ],
    footer: (page, pages) => ({
      columns: [
        { text: fill(w.reference, { id, template: TEMPLATE }), style: 'small' },
        { text: fill(w.page, { page, pages }), style: 'small', alignment: 'right', width: 'auto' },
      ],
      margin: [40, 14, 40, 0],
    }),
    // A heading never stands alone at the foot of a page.
    pageBreakBefore: ({ headlineLevel }, nodes) => headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0,
  }
  return pdfOf(document)
}

function whose({ customer, analysis, asOf, language, madeAt }: PaperFacts, { w, figures }: Pen): Content {
  const known = (value: string | null) => (value === null ? '–' : settable(value))
  const { from, to, currency, tolerance } = analysis
  return {
    ...(figureGrid([
      [w.customer, known(customer.name)],
      [w.customerNo, known(customer.customerNo)],
      [w.identification, known(customer.identification)],
      [w.mobile, known(customer.mobile)],
      [w.manager, known(customer.manager)],
      [w.branch, known(customer.branch)],
      [w.riskLevel, tolerance.riskLevel ?? '–'],
      [w.currency, currencyName(language, currency)],
      [w.period, fill(w.periodOf, { from, to })],
      [w.asOf, asOf ?? '–'],
      [w.preparedAt, figures.instant(madeAt)],
    ]) as object),
    margin: [0, 8, 0, 0],
  } as Content
}

const currencyName = (language: ReportLanguage, code: string) =>
  `${new Intl.DisplayNames([language], { type: 'currency' }).of(code) ?? code} ${code}`

function assetsPart({ w, figures, changes, analysis: { assets, line, currency } }: Pen): Content {
  return together(
    w.assets,
    figureGrid([
      [w.assetsBegin, figures.decimal(assets.begin)],
      [w.assetsEnd, figures.decimal(assets.end)],
      [w.assetsAverage, figures.decimal(assets.averageTradingDays)],
      [w.netInflow, figures.decimal(assets.netInflow)],
      [w.profit, changes.money(assets.profit)],
    ]),
    { text: fill(w.assetsLine, { currency }), style: 'label', margin: [0, 4, 0, 2] },
    assetsLine(line, figures),
  )
}

function returnsPart({ w, changes, analysis: { returns, benchmark } }: Pen): Content {
  const beside = benchmark && settable(benchmark.name ?? benchmark.code)
  return together(
    w.returns,
    figureGrid([
      [w.timeWeighted, changes.ratio(returns.timeWeighted)],
      [w.timeWeightedAnnualised, changes.ratio(returns.timeWeightedAnnualised)],
      [w.modifiedDietz, changes.ratio(returns.modifiedDietz)],
      // A rate a year says nothing of less than one.
      [w.xirr, changes.ratio(returns.short ? null : returns.xirr)],
      [beside ? `${w.benchmark} ${beside}` : w.benchmark, changes.ratio(benchmark?.return ?? null)],
      [w.excess, changes.points(benchmark?.excessArithmetic ?? null, (n) => fill(w.points, { n }))],
    ]),
  )
}

const called = ({ code, name }: { code: string; name: string | null }) => settable(name ? `${name} ${code}` : code)

function securitiesPart({ w, figures, changes, analysis: { securities, profit } }: Pen): Content[] {
  const rows = securities.filter(
    ({ realised, dividends, unrealisedChange }) =>
      signOf(realised) !== 0 || signOf(dividends) !== 0 || signOf(unrealisedChange ?? '0') !== 0,
  )
  return [
    heading(w.profitBySecurity),
    listing(
      [w.security, w.realised, w.dividends, w.unrealisedChange, w.profit, w.contribution],
      [
        ...rows.map((one) => [
          called(one),
          changes.money(one.realised),
          figures.decimal(one.dividends),
          changes.money(one.unrealisedChange),
          changes.money(one.profit),
          changes.ratio(one.contribution),
        ]),
        [w.other, '', '', '', changes.money(profit.other), ''],
      ],
      {
        none: w.none,
        total: [
          w.total,
          changes.money(profit.realised),
          figures.decimal(profit.dividends),
          changes.money(profit.unrealisedChange),
          changes.money(profit.all),
          '',
        ],
      },
    ),
  ]
}

function positionsPart({ w, figures, changes, analysis: { securities } }: Pen): Content[] {
  const held = securities.filter(({ quantity }) => signOf(quantity) !== 0)
  return [
    heading(w.positions),
    listing(
      [w.security, w.quantity, w.averageCost, w.cost, w.close, w.value, w.unrealised],
      held.map((one) => [
        called(one),
        figures.decimal(one.quantity, 0, 4),
        figures.decimal(one.movingAverage.average, 2, 4),
        figures.decimal(one.movingAverage.cost),
        figures.decimal(one.close, 2, 4),
        figures.decimal(one.marketValue),
        changes.money(one.movingAverage.unrealised),
      ]),
      { none: w.none },
    ),
  ]
}

function tradingPart({ w, figures, analysis: { turnover, revenue, habits } }: Pen): Content {
  return together(
    w.trading,
    figureGrid([
      [w.bought, figures.decimal(turnover.bought)],
      [w.sold, figures.decimal(turnover.sold)],
      [w.trades, figures.count(habits.trades)],
      [w.commission, figures.decimal(revenue.commission)],
      [w.turnover, figures.decimal(turnover.twoSided)],
      [w.turnoverAnnualised, figures.decimal(turnover.annualised)],
    ]),
  )
}

function riskPart({ w, figures, changes, analysis: { risk, benchmark, concentration, tolerance } }: Pen): Content {
  return together(
    w.risk,
    figureGrid([
      [w.drawdown, changes.ratio(risk.drawdown?.value ?? null)],
      [w.volatility, figures.percent(risk.volatility)],
      [w.beta, figures.decimal(benchmark?.beta)],
      [w.largest, figures.percent(concentration?.largest)],
      [w.effective, figures.decimal(concentration?.effective)],
      [w.aboveTolerance, figures.percent(tolerance.above?.share)],
    ]),
  )
}

function wordsPart({ w }: Pen): Content[] {
  const said = (texts: readonly string[]): Content[] =>
    texts.map((text) => ({ text, style: 'small', margin: [0, 0, 0, 3] }))
  return [heading(w.definitions), ...said(w.defined), heading(w.disclaimers), ...said(w.disclaimed)]
}
