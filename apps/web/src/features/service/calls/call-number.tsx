import { calls, NUMBER_IN_ADDRESS } from '@rapport/contract/service/calls'
import { IconPhone } from '@tabler/icons-react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'

/** Begins a call to a number that is shown in the clear, by the address that the firm has set for its telephones. */
export function CallNumber({ number }: { number: string }) {
  const takes = useMay(calls.settings)
  return takes ? <CallLink number={number} /> : null
}

function CallLink({ number }: { number: string }) {
  const { t } = useWords()
  const { data } = useAsk(calls.settings)
  if (!data) return null
  const dialled = number.replace(/[^\d+*#]/g, '')
  return (
    <a
      href={data.address.replace(NUMBER_IN_ADDRESS, encodeURIComponent(dialled))}
      aria-label={`${t('call.call')}: ${number}`}
      title={t('call.call')}
    >
      <IconPhone size={14} />
    </a>
  )
}
