import { Select } from '@mantine/core'
import { useAddress } from '#ui/address.ts'
import { useWords } from '#words/words.ts'

/** Amounts of different currencies are never added: where there are several, one is chosen. */
export function CurrencyChoice({ of }: { of: { currency: string; currencies: string[] } | undefined }) {
  const { t } = useWords()
  const { change } = useAddress()
  if (!of || of.currencies.length < 2) return null
  return (
    <Select
      size="xs"
      w={84}
      aria-label={t('charts.currency')}
      allowDeselect={false}
      data={of.currencies}
      value={of.currency}
      onChange={(next) => change({ currency: next }, { replace: true })}
    />
  )
}
