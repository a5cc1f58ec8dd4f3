import type { MergeSide } from '@rapport/contract/customer/customer-merges'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import classes from './merges.module.css'

const counted = ['accounts', 'trades', 'visits', 'contactPersons', 'bankCards', 'profiles'] as const

/** What hangs on both: all of it is the one's that stays, and what both have is there once. */
export function Belongings({ stays, gone }: { stays: MergeSide; gone: MergeSide }) {
  const { t } = useWords()
  const format = useFormat()
  const rows = [
    ...[stays, gone].flatMap(({ identifications }, side) =>
      identifications.map(({ id, type, number }) => ({ id, side, label: t(`identification.${type}`), value: number })),
    ),
    ...[stays, gone].flatMap(({ contactPoints }, side) =>
      contactPoints.map(({ id, kind, value }) => ({ id, side, label: t(`contact.${kind}`), value })),
    ),
    ...counted
      .filter((name) => stays[name] + gone[name] > 0)
      .flatMap((name) =>
        [stays, gone].map((one, side) => ({
          id: `${name}-${side}`,
          side,
          label: t(`merge.count.${name}`),
          value: format.count(one[name]),
        })),
      ),
  ]
  const labels = [...new Set(rows.map(({ label }) => label))]
  const of = (label: string, side: number) => rows.filter((row) => row.label === label && row.side === side)
  return (
    <Section title={t('merge.belongings')}>
      <p className={classes.dimmed}>{t('merge.belongings.text')}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('merge.stays')}</th>
            <th scope="col">{t('merge.goes')}</th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {[0, 1].map((side) => (
                <td key={side} className="figures">
                  {of(label, side).map(({ id, value }) => (
                    <div key={id}>{value}</div>
                  ))}
                  {of(label, side).length === 0 && '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
