import { type RfmScore, rfmCode, rfmScores } from '@rapport/models/rfm'
import { type CustomerAt, customersAt } from './customer-features.ts'
import { dayAfter } from './days.ts'
import { type Fitter, Unfit } from './fitting.ts'

/** Scores by quintile among the peers: all of the firm, or those of the same unit (domain 3.3). */
export const fitRfm: Fitter<'rfm'> = async ({ settings, asOf, read, says }) => {
  await says('read', 0.1)
  const customers = await read((db) => customersAt(db, asOf))
  if (customers.length === 0) throw new Unfit('too-few-customers')
  await says('score', 0.6)
  const groups = new Map<string, CustomerAt[]>()
  for (const customer of customers) {
    const peers = settings.peers === 'firm' ? 'firm' : customer.unitId
    const group = groups.get(peers)
    if (group) group.push(customer)
    else groups.set(peers, [customer])
  }
  const scored = [...groups.values()].flatMap((group) => {
    const inputs = group.map(({ features }) => ({
      recency: features.recency ?? null,
      frequency: features.trade_days_12m ?? 0,
      monetary: features.commission_12m ?? 0,
    }))
    return rfmScores(inputs).map((score, place) => ({ customer: group[place]!, input: inputs[place]!, score }))
  })
  return {
    parameters: {},
    report: { kind: 'rfm', cells: cellsOf(scored.map(({ score }) => score)) },
    trained: [dayAfter(asOf, -365), asOf],
    validated: null,
    scores: scored.map(({ customer, input, score }) => ({
      customerId: customer.customerId,
      score: score.recency + score.frequency + score.monetary,
      class: rfmCode(score),
      reasons: (['recency', 'frequency', 'monetary'] as const).map((feature) => ({
        feature,
        amount: score[feature],
        value: input[feature],
      })),
    })),
    drift: null,
  }
}

function cellsOf(scores: readonly RfmScore[]) {
  const cells = new Map<string, { recency: number; frequency: number; customers: number; monetary: number }>()
  for (const { recency, frequency, monetary } of scores) {
    const key = `${recency}/${frequency}`
    const cell = cells.get(key) ?? { recency, frequency, customers: 0, monetary: 0 }
    cell.monetary = (cell.monetary * cell.customers + monetary) / (cell.customers + 1)
    cell.customers += 1
    cells.set(key, cell)
  }
  return [...cells.values()].sort((one, other) => one.recency - other.recency || one.frequency - other.frequency)
}
