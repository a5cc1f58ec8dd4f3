import { securities } from '@rapport/contract/customer/securities'
import { useAsk } from '#api/query.ts'
import { useAddress } from '#ui/address.ts'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { MarketInformation } from './market-information.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
}

/** A security beside the list. */
export function SecurityPanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const { params } = useAddress()
  const answer = useAsk(securities.open, { params: { id } })
  const security = answer.data
  const title = security ? `${security.code} ${security.name ?? security.shortName ?? ''}`.trim() : t('security.one')
  return (
    <SidePanel wide title={title} href={`?${params}`} {...moves}>
      <Answered answer={answer} lines={10}>
        {(found) => <MarketInformation security={found} />}
      </Answered>
    </SidePanel>
  )
}
