import { brier, calibration } from '@rapport/models/calibration'
import { driftFrom, type Population, populationOf } from '@rapport/models/drift'
import { lift } from '@rapport/models/lift'
import { ks, prAuc, rocAuc, rocCurve } from '@rapport/models/roc'
import { contributions, fitScorecard, probability, type Scorecard } from '@rapport/models/scorecard'
import { churnLabels } from './churn-labels.ts'
import { type CustomerAt, customersAt } from './customer-features.ts'
import { dayAfter } from './days.ts'
import { type Fitter, type FitWork, type Score, Unfit } from './fitting.ts'
import { signalsOf } from './signals.ts'

/** What the model looks at; neither sex nor age, nor what follows from them alone. */
export const CHURN_FEATURES = {
  numbers: [
    ...['logAssets', 'logCommission', 'outflow5Share', 'outflow20Share', 'inflow90Share', 'profit60Share', 'turnover'],
    ...['activityTrend', 'idleDays', 'trade_days_12m', 'cashShare', 'equityShare', 'margin', 'contacts_90d'],
    ...[
      'visits_90d',
      'complaints_90d',
      'closing_90d',
      'handed_over_90d',
      'risk_level',
      'expired',
      'logTenure',
      'active',
    ],
  ],
}

/**
 * Who has not traded in the horizon before cannot fall silent any more: that is a condition of the label and no reason to
 * leave, so it is an input of its own, and days without a trade count only as far as the horizon (five trading days a week).
 */
const CONDITION = 'active'
function withinHorizon({ features, ...customer }: CustomerAt, horizonDays: number): CustomerAt {
  const most = Math.round((horizonDays * 5) / 7)
  const idleDays = Math.min(features.recency ?? most, most)
  return { ...customer, features: { ...features, idleDays, active: Number(idleDays < most) } }
}

/** Fewer leavers, or fewer who stayed, teach nothing. */
const LEAST_CASES = 10
/** Points of the curve that a picture of it needs. */
const CURVE = 60

interface Labelled {
  customers: CustomerAt[]
  labels: number[]
}

/** Learnt as of T − 2H and two months before it, tried as of T − H, said as of T: what is tried is never learnt from. */
export const fitChurn: Fitter<'churn'> = async (work) => {
  const { asOf, says, settings } = work
  const [trainDay, testDay] = [dayAfter(asOf, -2 * settings.horizonDays), dayAfter(asOf, -settings.horizonDays)]
  const trainDays = [-60, -30, 0].map((days) => dayAfter(trainDay, days))
  const train: Labelled = { customers: [], labels: [] }
  for (const [n, day] of trainDays.entries()) {
    await says('read', 0.05 + n * 0.15)
    const { customers, labels } = await labelledAt(work, day)
    for (const customer of customers) train.customers.push(customer)
    for (const label of labels) train.labels.push(label)
  }
  const left = count(train.labels)
  if (left < LEAST_CASES || train.labels.length - left < LEAST_CASES) throw new Unfit('too-few-leavers')
  await says('fit', 0.5)
  const card = fitScorecard(rowsOf(train.customers), train.labels, CHURN_FEATURES, settings.penalty)
  await says('validate', 0.65)
  const test = await labelledAt(work, testDay)
  await says('score', 0.8)
  const parameters = {
    card,
    population: populationOf(train.customers.map(({ features }) => probability(card, features))),
  }
  return {
    parameters,
    report: reportOf(card, train, test),
    trained: [trainDays[0]!, dayAfter(trainDay, settings.horizonDays)],
    validated: [testDay, asOf],
    ...(await scoreChurn(parameters, work)),
  }
}

export interface ChurnParameters {
  card: Scorecard
  /** How the probabilities lay on those it was learnt from: what later ones are held against. */
  population: Population
}

/** What a fitted version says of all customers as of a day, and how far they are from those it was learnt from. */
export async function scoreChurn(
  { card, population }: ChurnParameters,
  { read, settings, asOf }: Pick<FitWork<'churn'>, 'read' | 'settings' | 'asOf'>,
): Promise<{ scores: Score[]; drift: number | null }> {
  const present = await read((db) => customersAt(db, asOf))
  const scores = present
    .filter(({ features }) => features.assets >= settings.leastAssets)
    .map((customer) => scoreOf(card, withinHorizon(customer, settings.horizonDays)))
  return {
    scores,
    drift: driftFrom(
      population,
      scores.map(({ score }) => score!),
    ),
  }
}

async function labelledAt({ read, settings }: FitWork<'churn'>, day: string): Promise<Labelled> {
  const { horizonDays, leastAssets } = settings
  const labels = await read((db) => churnLabels(db, { day, until: dayAfter(day, horizonDays), leastAssets }))
  const all = await read((db) => customersAt(db, day))
  const customers = all
    .filter(({ customerId }) => labels.has(customerId))
    .map((customer) => withinHorizon(customer, horizonDays))
  return { customers, labels: customers.map(({ customerId }) => Number(labels.get(customerId))) }
}

function reportOf(card: Scorecard, train: Labelled, test: Labelled) {
  const scores = rowsOf(test.customers).map((row) => probability(card, row))
  const { labels } = test
  return {
    kind: 'churn' as const,
    trained: { customers: train.labels.length, left: count(train.labels) },
    tested: { customers: labels.length, left: count(labels) },
    auc: rocAuc(scores, labels),
    prAuc: prAuc(scores, labels),
    ks: ks(scores, labels),
    brier: brier(scores, labels),
    lift5: lift(scores, labels, 0.05),
    lift10: lift(scores, labels, 0.1),
    roc: thinned(rocCurve(scores, labels) ?? []).map(({ falsePositives, truePositives }) => ({
      falsePositives,
      truePositives,
    })),
    calibration: calibration(scores, labels),
    coefficients: card.columns
      .map(({ feature, kind, is }, place) => ({
        feature,
        is: kind === 'missing' ? 'missing' : is,
        weight: card.logistic.weights[place]!,
      }))
      .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight)),
    intercept: card.logistic.intercept,
  }
}

function scoreOf(card: Scorecard, { customerId, features }: CustomerAt): Score {
  const reasons = contributions(card, features)
    .filter(({ feature, contribution }) => contribution > 0 && feature !== CONDITION)
    .slice(0, 3)
    .map(({ feature, contribution }) => ({ feature, amount: contribution, value: features[feature] ?? null }))
  const p = probability(card, features)
  return {
    customerId,
    score: p,
    class: p >= 0.5 ? 'high' : p >= 0.2 ? 'medium' : 'low',
    reasons,
    signals: signalsOf(features),
    assets: features.assets,
  }
}

const rowsOf = (customers: readonly CustomerAt[]) => customers.map(({ features }) => features)
const count = (labels: readonly number[]) => labels.reduce((sum, label) => sum + label, 0)
const thinned = <T>(points: readonly T[]): T[] => {
  const step = Math.max(1, Math.ceil(points.length / CURVE))
  return points.filter((_, place) => place % step === 0 || place === points.length - 1)
}
