import { Button } from '@mantine/core'
import { type ProductClass, productClasses } from '@rapport/contract/administration/product-classes'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { AddProductClass, EndProductClass } from './product-class-forms.tsx'

/** What makes a security of which kind and grade, by rules with their days; head office adds and ends them. */
export function ProductClassesPage() {
  const { t } = useWords()
  const allowed = useMay(productClasses.list)
  const [doing, setDoing] = useState<'add' | ProductClass>()
  const answer = useAsk(productClasses.list, {}, { enabled: allowed })
  const done = () => setDoing(undefined)
  return (
    <Page
      title={t('product-classes.title')}
      about={t('product-classes.about')}
      actions={
        doing === undefined && (
          <Allowed to={productClasses.add}>
            <Button variant="default" onClick={() => setDoing('add')}>
              {t('product-classes.add')}
            </Button>
          </Allowed>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {doing === 'add' && <AddProductClass done={done} />}
      {doing !== undefined && doing !== 'add' && <EndProductClass key={doing.id} of={doing} done={done} />}
      {allowed && (
        <Answered answer={answer} lines={12}>
          {({ items }) => (
            <>
              <Rules
                title={t('product-classes.rules')}
                rules={items.filter(({ securities }) => securities !== null)}
                end={setDoing}
              />
              {items.some(({ securities }) => securities === null) && (
                <Rules
                  title={t('product-classes.past')}
                  rules={items.filter(({ securities }) => securities === null)}
                  end={setDoing}
                />
              )}
            </>
          )}
        </Answered>
      )}
    </Page>
  )
}

/** The patterns of a rule that fit something less than everything. */
const fits = ({ categoryPattern, codePattern, namePattern, marketPattern }: ProductClass) =>
  [categoryPattern, codePattern, namePattern, marketPattern].filter((pattern) => pattern !== null)

function Rules({ title, rules, end }: { title: string; rules: ProductClass[]; end: (rule: ProductClass) => void }) {
  const { t } = useWords()
  const format = useFormat()
  const mayEnd = useMay(productClasses.end)
  const phone = usePhone()
  const pattern = (name: 'categoryPattern' | 'codePattern' | 'namePattern' | 'marketPattern', head: string) => ({
    name,
    head,
    about: t('product-classes.pattern.about'),
    width: 150,
    cell: (rule: ProductClass) => (rule[name] === null ? '–' : <code>{rule[name]}</code>),
  })
  const endOf = (rule: ProductClass) => (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={t('product-classes.end-of', { place: rule.place })}
      onClick={() => end(rule)}
    >
      {t('product-classes.end')}
    </Button>
  )
  const columns: Column<ProductClass>[] = [
    {
      name: 'place',
      head: t('product-classes.place'),
      about: t('product-classes.place.about'),
      width: 70,
      end: true,
      cell: ({ place }) => <span className="figures">{place}</span>,
    },
    {
      name: 'product',
      head: t('product-classes.product'),
      width: 120,
      cell: ({ product }) => t(`analysis.product.${product}`),
    },
    {
      name: 'board',
      head: t('product-classes.board'),
      width: 110,
      cell: ({ board }) => (board ? t(`analysis.board.${board}`) : '–'),
    },
    { name: 'grade', head: t('product-classes.grade'), width: 70, cell: ({ riskGrade }) => `R${riskGrade}` },
    {
      name: 'securities',
      head: t('product-classes.securities'),
      width: 90,
      end: true,
      cell: ({ securities }) => <span className="figures">{securities === null ? '–' : format.count(securities)}</span>,
    },
    { name: 'from', head: t('product-classes.from'), width: 110, cell: ({ validFrom }) => <Day on={validFrom} /> },
    { name: 'to', head: t('product-classes.to'), width: 110, cell: ({ validTo }) => <Day on={validTo} /> },
    ...(mayEnd ? [{ name: 'end', head: t('product-classes.end'), width: 80, cell: endOf }] : []),
    pattern('categoryPattern', t('product-classes.category')),
    pattern('codePattern', t('product-classes.code')),
    pattern('namePattern', t('product-classes.name')),
    pattern('marketPattern', t('product-classes.market')),
    {
      name: 'turnover',
      head: t('product-classes.in-turnover'),
      width: 90,
      cell: ({ inTurnover }) => t(inTurnover ? 'ui.yes' : 'ui.no'),
    },
    { name: 'source', head: t('product-classes.source'), width: 200, cell: ({ source }) => source ?? '–' },
    {
      name: 'by',
      head: t('product-classes.by'),
      width: 130,
      cell: ({ recordedBy }) => recordedBy?.name ?? t('product-classes.product-itself'),
    },
  ]
  return (
    <Section title={title}>
      {phone ? (
        <TwoLines
          label={title}
          rows={rules}
          keyOf={({ id }) => id}
          first={({ place, product, board }) =>
            [place, t(`analysis.product.${product}`), board && t(`analysis.board.${board}`)].filter(Boolean).join(' · ')
          }
          state={({ riskGrade }) => `R${riskGrade}`}
          second={(rule) => (
            <>
              {fits(rule).map((pattern) => (
                <code key={pattern}>{pattern} </code>
              ))}
              <Day on={rule.validFrom} /> – <Day on={rule.validTo} />
            </>
          )}
          {...(mayEnd ? { actions: endOf } : {})}
        />
      ) : (
        <Table<ProductClass> label={title} rows={rules} keyOf={({ id }) => id} columns={columns} />
      )}
    </Section>
  )
}
