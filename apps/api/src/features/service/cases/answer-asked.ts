import type { Db } from '@rapport/database/as-viewer'
import type { ApprovalSubject } from '#features/administration/approvals/approval-subject.ts'
import { Refused } from '#http/refused.ts'

/** The answer of a case that waits for somebody else's eyes; null where none does. 404 when it is not in sight. */
export async function answerAsked(db: Db, id: string): Promise<ApprovalSubject | null> {
  const [row] = await db.rows<
    Omit<ApprovalSubject, 'fields'> & { state: string; kind: string; importance: string; people: string }
  >(
    'case.answer-asked',
    `select k.number as code, k.title, k.title as "titleZh", k.unit_id as "unitId", k.customer_id as "customerId",
       array_remove(array[k.subject_id], null) as "barredIds", md5(coalesce(k.answer, '')) as stamp, k.state, k.kind, l.importance,
       k.complainants::text as people
     from cases k join case_classes l on l.id = k.class_id where k.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  const { state, kind, importance, people, ...asked } = row
  return state === 'proposed' ? { ...asked, fields: { kind, importance, complainants: people } } : null
}
