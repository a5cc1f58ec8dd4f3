import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import {
  type CustomerNeed,
  CustomerNeedDraft,
  customerNeeds,
  needKinds,
  needSources,
} from '@rapport/contract/customer/customer-needs'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { DayField, LongTextField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { RecordList } from '#ui/record-list.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './needs.module.css'

/** What a customer says it needs, and beside it how it trades. */
export function NeedsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { today } = useViewer()
  const answer = useAsk(customerNeeds.list, { params: { id: customerId } })
  const mayChange = useMay(customerNeeds.record)
  const refresh = [customerNeeds.list]
  const record = useSend(customerNeeds.record, { refresh })
  const remove = useSend(customerNeeds.remove, { refresh })
  return (
    <>
      <RecordList
        title={t('needs.title')}
        answer={answer}
        empty={t('needs.none')}
        mayChange={mayChange}
        nameOf={({ text }) => text}
        draw={(one) => <NeedLine of={one} />}
        add={(done) => (
          <Form
            of={CustomerNeedDraft}
            from={{ kind: 'growth', text: '', statedOn: today, source: 'visit' }}
            send={t('ui.save')}
            onCancel={done}
            onSend={async (body) => {
              await record.mutateAsync({ params: { id: customerId }, body })
              done()
            }}
          >
            <Fields>
              <SelectField
                name="kind"
                label={t('needs.kind')}
                required
                choices={needKinds.map((value) => ({ value, label: t(`needs.kind.${value}`) }))}
              />
              <SelectField
                name="source"
                label={t('needs.source')}
                required
                choices={needSources.map((value) => ({ value, label: t(`needs.source.${value}`) }))}
              />
              <DayField name="statedOn" label={t('needs.stated-on')} required max={today} />
              <LongTextField name="text" label={t('needs.text')} required maxLength={500} rows={2} />
            </Fields>
          </Form>
        )}
        remove={{
          text: ({ text }) => t('needs.remove', { text }),
          act: (one) => remove.mutateAsync({ params: { id: one.id }, version: one.version }),
        }}
      />
      <Habits customerId={customerId} />
    </>
  )
}

function NeedLine({ of }: { of: CustomerNeed }) {
  const { t } = useWords()
  return (
    <>
      <Tag>{t(`needs.kind.${of.kind}`)}</Tag>
      <span>{of.text}</span>
      <Day on={of.statedOn} />
      <span className={classes.small}>
        {[t(`needs.source.${of.source}`), of.recordedBy?.name].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}

/** The habits of the last twelve months in one line; the analysis tells them in full. */
function Habits({ customerId }: { customerId: string }) {
  const { t, locale } = useWords()
  const format = useFormat()
  const { today } = useViewer()
  const allowed = useMay(customerAnalyses.read)
  const from = `${Number(today.slice(0, 4)) - 1}${today.slice(4).replace('-02-29', '-02-28')}`
  const { data } = useAsk(
    customerAnalyses.read,
    { params: { id: customerId }, query: { from, to: today } },
    { enabled: allowed },
  )
  if (!data?.analysis) return null
  const { habits, style } = data.analysis
  const most = <T extends { trades: number }>(parts: readonly T[]) =>
    parts.reduce<T | undefined>(
      (best, one) => (one.trades > 0 && one.trades > (best?.trades ?? 0) ? one : best),
      undefined,
    )
  const day = most(habits.weekdays)
  const hour = most(habits.hours)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const said = [
    t('needs.habits.days', { days: format.decimal(habits.tradeDaysAMonth, 1) }),
    day && weekday.format(Date.UTC(2024, 0, day.name)),
    hour && `${hour.name}:00–${hour.name + 1}:00`,
    style.sectors[0]?.name,
  ].filter(Boolean)
  return (
    <p className={classes.habits}>
      {habits.trades === 0 ? t('needs.habits.none') : `${t('needs.habits')} ${said.join(' · ')}`}{' '}
      <Link to={`/customers/${customerId}/analysis`}>{t('needs.habits.more')}</Link>
    </p>
  )
}
