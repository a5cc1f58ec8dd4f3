import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** An assessment of a customer by what every firm begins with. */
export async function makeAssessment(db: Db, customerId: string) {
  const { id: questionnaireId } = await db.questionnaire.findFirstOrThrow({ where: { code: 'persons' } })
  const answered = { assessedOn: new Date('2026-03-02'), channel: 'paper', evidence: 'B-1', answersSealed: 'x' }
  const outcome = {
    class: 'C3',
    total: 40,
    scales: [],
    lowest: false,
    unlimited: true,
    validTo: new Date('2028-03-02'),
  }
  return db.riskAssessment.create({ data: { id: newId(), customerId, questionnaireId, ...answered, ...outcome } })
}
