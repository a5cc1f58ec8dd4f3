import { Button } from '@mantine/core'
import { type CallBackRules, callBacks } from '@rapport/contract/service/call-backs'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { SetRules } from './set-rules.tsx'
import { InForceMark, standingOf } from './standing.tsx'

/** Whom a year asks to be called back: what holds, what will, what held. */
export function RuleList() {
  const { t } = useWords()
  const { percent } = useFormat()
  const { today } = useViewer()
  const phone = usePhone()
  const [setting, setSetting] = useState(false)
  const answer = useAsk(callBacks.rules, {})
  const items = answer.data?.items ?? []
  const mark = (one: CallBackRules) => <InForceMark as={standingOf(items, one, today)} />
  const share = (one: CallBackRules) => percent(String(one.percent / 100))
  const columns: Column<CallBackRules>[] = [
    { name: 'from', head: t('call-backs.valid-from'), width: 120, cell: (one) => <Day on={one.validFrom} /> },
    { name: 'state', head: t('call-backs.standing'), width: 110, cell: mark },
    { name: 'share', head: t('call-backs.rule.percent'), width: 130, end: true, cell: share },
    { name: 'basis', head: t('call-backs.rule.basis'), width: 320, cell: (one) => t(`call-back-basis.${one.basis}`) },
    {
      name: 'days',
      head: t('call-backs.rule.days'),
      width: 160,
      end: true,
      cell: (one) => t('call-backs.days', { count: one.newAccountDays }),
    },
    { name: 'by', head: t('call-backs.set-by'), width: 120, cell: (one) => one.setBy ?? '–' },
  ]
  return (
    <>
      {setting && <SetRules from={items.find((one) => one.validFrom <= today)} onDone={() => setSetting(false)} />}
      <Section
        title={t('call-backs.rules.title')}
        actions={
          !setting && (
            <Allowed to={callBacks.setRules}>
              <Button variant="default" onClick={() => setSetting(true)}>
                {t('call-backs.rules.set')}
              </Button>
            </Allowed>
          )
        }
      >
        <Answered answer={answer} lines={3}>
          {({ items }) =>
            phone ? (
              <TwoLines
                label={t('call-backs.rules')}
                rows={items}
                keyOf={({ validFrom }) => validFrom}
                first={(one) => `${share(one)} · ${t(`call-back-basis.${one.basis}`)}`}
                state={mark}
                second={(one) => (
                  <>
                    <Day on={one.validFrom} /> · {t('call-backs.rule.days')}{' '}
                    {t('call-backs.days', { count: one.newAccountDays })}
                  </>
                )}
              />
            ) : (
              <Table
                label={t('call-backs.rules')}
                columns={columns}
                rows={items}
                keyOf={({ validFrom }) => validFrom}
              />
            )
          }
        </Answered>
      </Section>
    </>
  )
}
