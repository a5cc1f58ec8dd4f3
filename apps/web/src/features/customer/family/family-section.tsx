import { type CustomerLink, CustomerLinkDraft, type Family, family, linkKinds } from '@rapport/contract/customer/family'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { CustomerField } from '#features/service/care-visits/customer-field.tsx'
import { Day } from '#ui/day.tsx'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { RecordList } from '#ui/record-list.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './family.module.css'

/** Who belongs to a customer, and what the family has with the firm. */
export function FamilySection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(family.open, { params: { id: customerId } })
  const mayChange = useMay(family.link)
  const refresh = [family.open]
  const link = useSend(family.link, { refresh })
  const unlink = useSend(family.unlink, { refresh })
  return (
    <>
      <RecordList
        title={t('family.title')}
        answer={answer}
        empty={t('family.none')}
        mayChange={mayChange}
        nameOf={nameOf}
        draw={(one) => <LinkLine of={one} />}
        add={(done) => (
          <Form
            of={CustomerLinkDraft}
            from={{
              kind: 'spouse',
              otherId: null,
              name: null,
              birthOn: null,
              share: null,
              validFrom: null,
              note: null,
            }}
            send={t('ui.save')}
            onCancel={done}
            onSend={async (body) => {
              await link.mutateAsync({ params: { id: customerId }, body })
              done()
            }}
          >
            <Fields>
              <SelectField
                name="kind"
                label={t('family.kind')}
                required
                choices={linkKinds.map((value) => ({ value, label: t(`family.kind.${value}`) }))}
              />
              <CustomerField name="otherId" />
              <TextField
                name="name"
                label={t('family.name')}
                hint={t('family.name.hint')}
                maxLength={120}
                empty="null"
              />
              <DayField name="birthOn" label={t('family.birth-on')} />
              <TextField
                name="share"
                label={t('family.share')}
                hint={t('family.share.hint')}
                maxLength={8}
                empty="null"
              />
              <DayField name="validFrom" label={t('family.from')} />
              <DayField name="validTo" label={t('family.to')} />
              <TextField name="note" label={t('customer.note')} maxLength={300} empty="null" />
            </Fields>
          </Form>
        )}
        remove={{
          text: (one) => t('family.remove', { name: nameOf(one) }),
          act: (one) => unlink.mutateAsync({ params: { id: one.id }, version: one.version }),
        }}
      />
      {answer.data && answer.data.members.length > 1 && <Totals of={answer.data} />}
    </>
  )
}
const nameOf = ({ other, name }: CustomerLink) => other?.name ?? name ?? ''

function LinkLine({ of }: { of: CustomerLink }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <>
      <span>{t(`family.kind.${of.kind}`)}</span>
      <strong>{of.other ? <Link to={`/customers/${of.other.id}`}>{of.other.name}</Link> : of.name}</strong>
      {of.birthOn && <Day on={of.birthOn} />}
      {of.share && <span className="figures">{format.percent(of.share)}</span>}
      {(of.validFrom ?? of.validTo) && (
        <span className="figures">
          {of.validFrom ? format.day(of.validFrom) : ''} – {of.validTo ? format.day(of.validTo) : ''}
        </span>
      )}
      {of.note && <span>{of.note}</span>}
    </>
  )
}

type Row = Family['members'][number] | (Family['totals'] & { id: null; name: string })

function Totals({ of: { members, totals } }: { of: Family }) {
  const { t } = useWords()
  const rows: Row[] = [...members, { ...totals, id: null, name: t('family.total') }]
  const money = (name: 'assets' | 'netCommission12m') => ({
    name,
    head: t(`family.${name}`),
    width: 110,
    end: true,
    cell: (row: Row) => <Money value={row[name]} compact />,
  })
  const change = (name: 'netInflow12m' | 'profit12m') => ({
    name,
    head: t(`family.${name}`),
    width: 110,
    end: true,
    cell: (row: Row) => <Change value={row[name]} compact />,
  })
  return (
    <div className={classes.totals}>
      <Table<Row>
        label={t('family.totals')}
        rows={rows}
        keyOf={({ id }) => id ?? 'total'}
        columns={[
          {
            name: 'name',
            head: t('family.member'),
            width: 120,
            cell: ({ id, name }) => (id ? <Link to={`/customers/${id}`}>{name}</Link> : <strong>{name}</strong>),
          },
          money('assets'),
          change('netInflow12m'),
          change('profit12m'),
          money('netCommission12m'),
        ]}
      />
      <p className={classes.small}>{t('family.in-sight')}</p>
    </div>
  )
}
