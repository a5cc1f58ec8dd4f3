import { Button } from '@mantine/core'
import { type CallBackSample, callBacks } from '@rapport/contract/service/call-backs'
import { call } from '#api/call.ts'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

/** Samples with how far each is; compliance draws one again to see that its seed is what it says. */
export function SampleList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const answer = useAsk(callBacks.samples, {})
  const part = (n: number, of: number) => `${format.count(n)} / ${format.count(of)}`
  const again = ({ id }: CallBackSample) => (
    <Allowed to={callBacks.replay}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={async () => {
          const { same, drawn } = await call(callBacks.replay, { params: { id } })
          void notify(t('call-backs.replayed', { same: format.count(same), drawn: format.count(drawn) }))
        }}
      >
        {t('call-backs.replay')}
      </Button>
    </Allowed>
  )
  const columns: Column<CallBackSample>[] = [
    { name: 'seed', head: t('call-backs.seed'), width: 150, cell: (one) => one.seed },
    { name: 'kind', head: t('call-backs.kind'), width: 130, cell: (one) => t(`call-back-kind.${one.kind}`) },
    { name: 'strata', head: t('call-backs.stratified'), width: 130, cell: (one) => t(`stratum.${one.stratifiedBy}`) },
    { name: 'drawn-on', head: t('call-backs.drawn-on'), width: 110, cell: (one) => <Day on={one.drawnOn} /> },
    { name: 'due', head: t('call-backs.due'), width: 110, cell: (one) => <Day on={one.dueOn} /> },
    { name: 'done', head: t('call-backs.progress'), width: 110, end: true, cell: (one) => part(one.done, one.seen) },
    {
      name: 'reached',
      head: t('call-backs.reached'),
      width: 100,
      end: true,
      cell: (one) => format.count(one.reached),
    },
    { name: 'found', head: t('call-backs.findings'), width: 100, end: true, cell: (one) => format.count(one.found) },
    { name: 'again', head: t('call-backs.replay'), width: 120, cell: again },
  ]
  return (
    <Answered answer={answer} lines={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('call-backs.no-samples')}>{t('call-backs.no-samples.text')}</Empty>
        ) : phone ? (
          <TwoLines
            label={t('call-backs.samples')}
            rows={items}
            keyOf={({ id }) => id}
            first={(one) => `${t(`call-back-kind.${one.kind}`)} · ${one.seed}`}
            state={(one) => part(one.done, one.seen)}
            second={(one) => <Day on={one.dueOn} />}
            actions={again}
          />
        ) : (
          <Table label={t('call-backs.samples')} columns={columns} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Answered>
  )
}
