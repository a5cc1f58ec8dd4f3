import { contributionIndicators } from './contribution-indicators.ts'
import { customerIndicators } from './customer-indicators.ts'
import type { FigureName } from './figures.ts'
import { firmIndicators } from './firm-indicators.ts'

/** How the number of an indicator is written; ratios travel as fractions (0.0512), the page writes them in their unit. */
export const indicatorUnits = [
  'money',
  'count',
  'percent',
  'permille',
  'percentage-points',
  'times',
  'days',
  'score',
  'index',
  'text',
] as const
export type IndicatorUnit = (typeof indicatorUnits)[number]

interface Declared {
  unit: IndicatorUnit
  /** What it is made from, where facts of feeds are behind it: how far it can be trusted follows from there. */
  figure: FigureName | null
  /** In symbols that need no translation; what they mean is said in words (`indicator.<code>.about`). */
  formula: string
}
const is = <Unit extends IndicatorUnit>(unit: Unit, figure: FigureName | null, formula: string) =>
  ({ unit, figure, formula }) satisfies Declared

/**
 * Every number that a page, chart or report of the analytics area shows, by its code. Names and definitions in both languages
 * are `indicator.<code>` and `indicator.<code>.about` of the web's words; who looks after one is data of the firm.
 */
export const indicatorCatalogue = {
  // ── Assets and flows (domain 2.2) ───────────────────────────────────────────────────────────────────────────────
  assets: is('money', 'assets', 'A = cash + Σ q × close + products − margin debt'),
  'average-assets-trading-days': is('money', 'assets', 'Σ A_d ÷ n,  d = trading days'),
  'average-assets-natural-days': is('money', 'assets', 'Σ A_d ÷ n,  d = calendar days, the last trading day carried'),
  'tier-assets': is('money', 'assets', 'max(Ā_{m−1}, Ā_{m−2}, Ā_{m−3})'),
  'peak-month-end-assets': is('money', 'assets', 'max A at the end of a month, 12 months'),
  'peak-assets': is('money', 'assets', 'max A_d'),
  'net-inflow': is('money', 'net-inflow', 'in − out  (cash, securities, products)'),
  'cash-share': is('percent', 'assets', 'cash ÷ A'),
  'equity-share': is('percent', 'position-value', 'Σ value of shares and equity funds ÷ A'),
  'asset-preservation': is('percent', 'assets', '(Ā_t ÷ Ā_{t−1}) ÷ (M_t ÷ M_{t−1})'),
  // ── Trading (domain 2.1, 2.3) ───────────────────────────────────────────────────────────────────────────────────
  'traded-value': is('money', 'traded-value', 'Σ bought + Σ sold'),
  trades: is('count', 'trades', 'number of fills'),
  'trade-days': is('count', 'trades', 'days with ≥ 1 trade'),
  'days-since-last-trade': is('days', 'trades', 'as of − day of the last trade'),
  turnover: is('times', 'turnover', '(B + S) ÷ Ā'),
  'turnover-one-sided': is('times', 'turnover', 'min(B, S) ÷ Ā'),
  'turnover-annualised': is('times', 'turnover', '(B + S) ÷ Ā × 244 ÷ trading days'),
  commission: is('money', 'commission', 'Σ gross commission'),
  'net-commission': is('money', 'commission', 'Σ (commission − handling fee − regulatory fee)'),
  'net-commission-rate': is('permille', 'commission', 'Σ net commission ÷ Σ traded value'),
  'revenue-yield': is('percent', 'commission', 'Σ net commission ÷ Ā,  12 months'),
  'top-share': is('percent', 'position-value', 'max v ÷ Σ v'),
  positions: is('count', 'positions', 'securities held'),
  contacts: is('count', 'contacts', 'number of contacts'),
  // ── Profit and loss (domain 2.4) ────────────────────────────────────────────────────────────────────────────────
  profit: is('money', 'profit', 'A_1 − A_0 − net inflow'),
  realised: is('money', 'realised', 'Σ (net proceeds − cost of what was sold)'),
  unrealised: is('money', 'unrealised', 'Σ (q × close − cost)'),
  // ── Customers ───────────────────────────────────────────────────────────────────────────────────────────────────
  customers: is('count', 'customers-by-level', 'customers that are not closed'),
  'new-customers': is('count', 'new-customers', 'customers by day of opening'),
  'active-customers': is('count', 'active-customers', 'customers with ≥ 1 trade in the month'),
  ...contributionIndicators,
  ...customerIndicators,
  ...firmIndicators,
} as const satisfies Record<string, Declared>

export type IndicatorCode = keyof typeof indicatorCatalogue
export const indicatorCodes = Object.keys(indicatorCatalogue) as [IndicatorCode, ...IndicatorCode[]]
