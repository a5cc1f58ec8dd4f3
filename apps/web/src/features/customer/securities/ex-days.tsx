import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Quantity } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { type ExDay, factorOf } from './ex-factor.ts'
import classes from './securities.module.css'

/** The days on which the security went ex, with the factor, and whether any feed has told why. */
export function ExDays({ of }: { of: readonly ExDay[] }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Section title={t('security.ex-days')}>
      {of.length === 0 ? (
        <p className={classes.none}>{t('security.ex-days.none')}</p>
      ) : (
        <Table<ExDay>
          label={t('security.ex-days')}
          rows={of.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { name: 'day', head: t('security.day'), width: 96, cell: ({ day }) => <Day on={day} /> },
            {
              name: 'before',
              head: t('security.ex.close-before'),
              width: 90,
              end: true,
              cell: ({ closeBefore }) => <Quantity value={closeBefore} least={2} />,
            },
            {
              name: 'previous',
              head: t('security.ex.previous-close'),
              about: t('security.ex.previous-close.about'),
              width: 110,
              end: true,
              cell: ({ previousClose }) => <Quantity value={previousClose} least={2} />,
            },
            {
              name: 'factor',
              head: t('security.ex.factor'),
              about: t('security.ex.factor.about'),
              width: 90,
              end: true,
              cell: (day) => <span className="figures">{format.decimal(factorOf(day), 6)}</span>,
            },
            {
              name: 'explained',
              head: t('security.ex.why'),
              width: 130,
              cell: ({ explained }) => (
                <Tag tone={explained ? 'neutral' : 'amber'}>
                  <span className={classes.sign}>
                    {explained ? <IconCheck size={12} aria-hidden /> : <IconAlertTriangle size={12} aria-hidden />}
                    {t(explained ? 'security.ex.explained' : 'security.ex.unexplained')}
                  </span>
                </Tag>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}
