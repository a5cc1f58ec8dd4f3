import { Button } from '@mantine/core'
import { moments } from '@rapport/contract/service/moments'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { DaysRange, useDaysRange } from '#ui/days-range.tsx'
import { useFormat } from '#ui/format.ts'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'

const AGAIN = 800
const counted = ['found', 'coolDown', 'doNotDisturb', 'closed', 'left'] as const

/** Tries the draft, or what is live, on past days: nothing comes of it but the answer. */
export function MomentTrial({ code }: { code: string }) {
  const { t } = useWords()
  const { today } = useViewer()
  const range = useDaysRange(today, 30)
  const send = useSend(moments.tryRule)
  const [id, setId] = useState<string | null>(null)
  return (
    <>
      <p>{t('moment.trial.about')}</p>
      <DaysRange {...range} />
      <Button
        variant="default"
        loading={send.isPending}
        onClick={async () =>
          setId((await send.mutateAsync({ params: { code }, body: { from: range.from, to: range.to } })).id)
        }
      >
        {t('moment.trial.start')}
      </Button>
      {id && <Trial id={id} />}
    </>
  )
}

function Trial({ id }: { id: string }) {
  const { t } = useWords()
  const format = useFormat()
  const answer = useAsk(
    moments.trial,
    { params: { id } },
    { again: (reply) => (reply && (reply.state === 'done' || reply.state === 'failed') ? false : AGAIN) },
  )
  return (
    <Answered answer={answer} lines={4}>
      {(trial) => {
        const days = trial.days.filter(({ found }) => found > 0)
        return (
          <>
            <p role="status">
              {trial.error ??
                t(`moment.trial.${trial.state}`, {
                  days: format.count(trial.daysDone),
                  found: format.count(trial.days.reduce((sum, { found }) => sum + found, 0)),
                  left: format.count(trial.days.reduce((sum, { left }) => sum + left, 0)),
                })}
            </p>
            {days.length > 0 && (
              <Table
                label={t('moment.trial')}
                rows={days}
                keyOf={({ day }) => day}
                columns={[
                  { name: 'day', head: t('moment.day'), width: 120, cell: ({ day }) => <Day on={day} /> },
                  ...counted.map((name) => ({
                    name,
                    head: t(`moment.trial.${name}`),
                    width: 110,
                    end: true,
                    cell: (row: (typeof days)[number]) => <span className="figures">{format.count(row[name])}</span>,
                  })),
                ]}
              />
            )}
            {trial.examples.length > 0 && (
              <p>
                {t('moment.trial.examples')}{' '}
                {trial.examples.map((customer, n) => (
                  <span key={customer.id}>
                    {n > 0 && ', '}
                    <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
                  </span>
                ))}
              </p>
            )}
          </>
        )
      }}
    </Answered>
  )
}
