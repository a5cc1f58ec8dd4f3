import type { ServiceReason } from '@rapport/contract/service/service-proposals'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'

/** A reason in words, with the values that it rests on. */
export function useReasonText() {
  const { t } = useWords()
  const format = useFormat()
  return (of: ServiceReason): string => {
    switch (of.code) {
      case 'not-assessed':
        return t('service-proposals.reason.not-assessed')
      case 'complaint-closed':
        return of.satisfaction === null
          ? t('service-proposals.reason.complaint-closed-unsaid', { day: format.day(of.on) })
          : t('service-proposals.reason.complaint-closed', { day: format.day(of.on), satisfaction: of.satisfaction })
      case 'likely-to-leave':
        return t('service-proposals.reason.likely-to-leave', {
          ...{ share: format.percent(of.share), day: format.day(of.on) },
        })
      case 'no-contact':
        return of.on === null
          ? t('service-proposals.reason.no-contact-ever')
          : t('service-proposals.reason.no-contact', { day: format.day(of.on) })
      case 'assessment-ends':
      case 'account-new':
      case 'birthday':
        return t(`service-proposals.reason.${of.code}`, { day: format.day(of.on) })
      case 'outflow':
      case 'above-tolerance':
      case 'concentrated':
      case 'idle-cash':
        return t(`service-proposals.reason.${of.code}`, { share: format.percent(of.share) })
    }
  }
}
