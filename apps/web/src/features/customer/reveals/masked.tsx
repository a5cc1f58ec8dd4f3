import { Button } from '@mantine/core'
import { reveals } from '@rapport/contract/customer/reveals'
import type { BodyOf } from '@rapport/contract/endpoint'
import { isMask } from '@rapport/contract/identity/masks'
import { lazy, Suspense, useState } from 'react'
import { useMay } from '#api/viewer.tsx'
import { Copy } from '#ui/copy.tsx'
import { useWords } from '#words/words.ts'

const CallNumber = lazy(() =>
  import('#features/service/calls/call-number.tsx').then((module) => ({ default: module.CallNumber })),
)
const RevealValue = lazy(() => import('./reveal-value.tsx').then((module) => ({ default: module.RevealValue })))

export type RevealOf = BodyOf<typeof reveals.reveal>['of']

interface Props {
  value: string
  of: RevealOf
  recordId: string
  customerId: string
  /** What it is, for the name of the button. */
  label: string
  /** A number that can be called once it is in the clear. */
  dialled?: boolean
}

/** Personal data as the viewer may read it: in the clear, or masked with a way to reveal it for a reason. */
export function Masked({ value, of, recordId, customerId, label, dialled }: Props) {
  const { t } = useWords()
  const mayReveal = useMay(reveals.reveal)
  const [asking, setAsking] = useState(false)
  const [clear, setClear] = useState<string>()
  const shown = clear ?? value
  return (
    <span className="figures">
      {shown} {!isMask(shown) && <Copy value={shown} />}
      {!isMask(shown) && dialled && (
        <Suspense fallback={null}>
          {' '}
          <CallNumber number={shown} />
        </Suspense>
      )}
      {isMask(shown) && mayReveal && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`${t('reveal.act')}: ${label}`}
          onClick={() => setAsking(true)}
        >
          {t('reveal.act')}
        </Button>
      )}
      {asking && (
        <Suspense fallback={null}>
          <RevealValue
            of={of}
            recordId={recordId}
            customerId={customerId}
            label={label}
            onRevealed={setClear}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </span>
  )
}
