import { Button } from '@mantine/core'
import { type FeeRate, type FxRate, rates } from '@rapport/contract/administration/rates'
import { useMemo, useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { RecordFeeRate } from './record-fee-rate.tsx'
import { RecordFxRate } from './record-fx-rate.tsx'

/** What is taken of a trade and what currencies are worth, with the days for which it holds and who says so. */
export function RatesPage() {
  const { t } = useWords()
  const answer = useAsk(rates.list)
  const [recording, setRecording] = useState<'fee' | 'currency'>()
  const done = () => setRecording(undefined)
  const feeColumns = useFeeColumns()
  const fxColumns = useFxColumns()
  const button = (what: 'fee' | 'currency') => (
    <Allowed to={rates.recordFee}>
      <Button variant="subtle" onClick={() => setRecording(what)}>
        {t(`rate.record-${what}`)}
      </Button>
    </Allowed>
  )
  return (
    <DataCentrePage title={t('data-centre.rates')} needs={rates.list}>
      <Section title={t('rate.fees')} actions={recording !== 'fee' && button('fee')}>
        {recording === 'fee' && <RecordFeeRate done={done} />}
        <Answered answer={answer} lines={8}>
          {({ fees }) => (
            <Table
              label={t('rate.fees')}
              columns={feeColumns}
              rows={fees}
              keyOf={(one) => [one.component, one.securityKind, one.side, one.market, one.validFrom].join(' ')}
            />
          )}
        </Answered>
      </Section>
      <Section title={t('rate.currencies')} actions={recording !== 'currency' && button('currency')}>
        {recording === 'currency' && <RecordFxRate done={done} />}
        <Answered answer={answer} lines={3}>
          {({ currencies }) =>
            currencies.length === 0 ? (
              <Empty title={t('rate.none')}>{t('rate.none.text')}</Empty>
            ) : (
              <Table
                label={t('rate.currencies')}
                columns={fxColumns}
                rows={currencies}
                keyOf={({ currency, day }) => `${currency} ${day}`}
              />
            )
          }
        </Answered>
      </Section>
    </DataCentrePage>
  )
}

/** Who says so: a person by name. */
function useRecorded() {
  const { t } = useWords()
  return ({ origin, recordedBy }: FeeRate | FxRate) => recordedBy ?? t(`rate.origin.${origin}`)
}

function useFeeColumns() {
  const { t } = useWords()
  const recorded = useRecorded()
  return useMemo(
    (): Column<FeeRate>[] => [
      { name: 'component', head: t('rate.fee'), width: 140, cell: (row) => t(`fee.${row.component}`) },
      { name: 'market', head: t('security.market'), width: 80, cell: (row) => row.market },
      { name: 'kind', head: t('rate.kind'), width: 100, cell: (row) => t(`fee.${row.securityKind}`) },
      { name: 'side', head: t('trade.side'), width: 100, cell: (row) => t(`fee.${row.side}`) },
      {
        name: 'rate',
        head: t('rate.rate'),
        about: t('rate.rate.about'),
        width: 120,
        end: true,
        cell: (row) => <span className="figures">{row.rate}</span>,
      },
      { name: 'from', head: t('rate.valid-from'), width: 110, cell: (row) => <Day on={row.validFrom} /> },
      { name: 'to', head: t('rate.valid-to'), width: 110, cell: (row) => <Day on={row.validTo} /> },
      { name: 'source', head: t('rate.source'), width: 260, cell: (row) => row.source ?? '–' },
      {
        name: 'verified',
        head: t('rate.verified-on'),
        width: 130,
        cell: (row) =>
          row.verifiedOn ? (
            <Day on={row.verifiedOn} />
          ) : (
            <Tag tone="amber" title={t('rate.unverified.about')}>
              {t('rate.unverified')}
            </Tag>
          ),
      },
      { name: 'by', head: t('rate.by'), width: 140, cell: recorded },
    ],
    [t, recorded],
  )
}

function useFxColumns() {
  const { t } = useWords()
  const recorded = useRecorded()
  return useMemo(
    (): Column<FxRate>[] => [
      { name: 'currency', head: t('security.currency'), width: 100, cell: (row) => row.currency },
      { name: 'day', head: t('assets.day'), width: 110, cell: (row) => <Day on={row.day} /> },
      {
        name: 'rate',
        head: t('rate.worth'),
        about: t('rate.worth.about'),
        width: 140,
        end: true,
        cell: (row) => <span className="figures">{row.rate}</span>,
      },
      { name: 'source', head: t('rate.source'), width: 260, cell: (row) => row.source ?? '–' },
      { name: 'by', head: t('rate.by'), width: 140, cell: recorded },
    ],
    [t, recorded],
  )
}
