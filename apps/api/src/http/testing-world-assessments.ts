import type { QuestionnaireDefinition } from '@rapport/contract/customer/questionnaires'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { answersPlace } from '#features/customer/risk-assessments/assessment-rows.ts'

/** An assessment of a customer by what every firm begins with: the first answer to each question. */
export async function makeAssessment(db: Db, seal: Seal, customerId: string) {
  const asked = await db.questionnaire.findFirstOrThrow({ where: { code: 'persons' } })
  const { questions } = asked.definition as unknown as QuestionnaireDefinition
  const answers = Object.fromEntries(questions.map(({ code, options }) => [code, [options[0]!.code]]))
  const id = newId()
  const answersSealed = seal.close(JSON.stringify(answers), answersPlace(id))
  const answered = { assessedOn: new Date('2026-03-02'), channel: 'paper', evidence: 'B-1', answersSealed }
  const outcome = {
    class: 'C3',
    total: 40,
    scales: [],
    lowest: false,
    unlimited: true,
    validTo: new Date('2028-03-02'),
  }
  return db.riskAssessment.create({ data: { id, customerId, questionnaireId: asked.id, ...answered, ...outcome } })
}
