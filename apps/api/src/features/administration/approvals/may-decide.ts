import type { ApprovalKind } from '@rapport/contract/administration/approval-kinds'
import type { Db } from '@rapport/database/as-viewer'

/** Whether what waits of a record is the viewer's to decide now. */
export async function mayDecideOn(db: Db, kind: ApprovalKind, subjectId: string): Promise<boolean> {
  const found = await db.rows(
    'approval.may-decide',
    `select a.id from approvals a where a.kind = $1 and a.subject_id = $2::uuid and a.id = any (array(select viewer_approvals()))`,
    [kind, subjectId],
  )
  return found.length > 0
}
