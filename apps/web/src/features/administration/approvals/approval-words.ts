import { type ApprovalKind, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import type { ApprovalRow } from '@rapport/contract/administration/approvals'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'

/** The page of what is asked for. */
export const pageOf = ({ kind, subject }: Pick<ApprovalRow, 'kind' | 'subject'>) =>
  approvalKindOf(kind)
    .page.replace(':id', subject.id)
    .replace(':code', encodeURIComponent(subject.code ?? ''))

/** What kinds, titles and facts are called in the reader's language. */
export function useApprovalWords() {
  const { t, locale } = useWords()
  const nameOf = useNameOf()
  const kindOf = (kind: ApprovalKind) => nameOf(approvalKindOf(kind))
  return {
    kindOf,
    titleOf: ({ title, titleZh }: { title: string; titleZh: string }) => (locale === 'zh-CN' ? titleZh : title),
    /** A fact that conditions looked at: what it is called, and its value with its unit. */
    factOf: (kind: ApprovalKind, field: string, value: string | boolean): [string, string] => {
      const of = approvalKindOf(kind).fields[field]
      if (!of) return [field, String(value)]
      if (of.type === 'flag') return [nameOf(of), t(value === true ? 'approval.yes' : 'approval.no')]
      if (of.type === 'number') return [nameOf(of), t(`approval-unit.${of.unit}`, { value: String(value) })]
      const named = of.values[String(value)]
      return [nameOf(of), named ? nameOf(named) : String(value)]
    },
  }
}
