import {
  channelKinds,
  lostReasons,
  type ProspectInRow,
  prospectChannels,
  prospectInterests,
} from '@rapport/contract/marketing/prospects'
import { useAsk } from '#api/query.ts'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'

/** Choices of forms and filters of prospects, in the reader's language. */
export function useProspectChoices() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { data } = useAsk(prospectChannels.list)
  const channels = data?.items ?? []
  return {
    interests: prospectInterests.map((value) => ({ value, label: t(`prospect-interest.${value}`) })),
    reasons: lostReasons.map((value) => ({ value, label: t(`prospect-lost.${value}`) })),
    kinds: channelKinds.map((value) => ({ value, label: t(`channel-kind.${value}`) })),
    channels: channels.map((one) => ({ value: one.id, label: nameOf(one) })),
    openChannels: channels
      .filter(({ state }) => state === 'open')
      .map((one) => ({ value: one.id, label: nameOf(one) })),
  }
}

/** What somebody wants, as one phrase. */
export function useInterests() {
  const { t } = useWords()
  return (of: ProspectInRow['interests']) => of.map((one) => t(`prospect-interest.${one}`)).join(' · ') || '–'
}
