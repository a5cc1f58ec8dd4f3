import type { Dashboard } from '@rapport/contract/analytics/dashboards'
import { useWords } from '#words/words.ts'

/** Roles by name in the reader's language, one after the other. */
export function useRoleNames() {
  const { locale } = useWords()
  return (roles: Dashboard['roles']) =>
    roles.map(({ name, nameZh }) => (locale === 'zh-CN' ? nameZh : name)).join(locale === 'zh-CN' ? '、' : ', ')
}
