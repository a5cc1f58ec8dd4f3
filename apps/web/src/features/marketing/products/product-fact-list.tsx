import type { Product, ProductFacts, ProductFee } from '@rapport/contract/marketing/products'
import type { ReactNode } from 'react'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { useTerm } from './product-term.ts'

type Shown = Omit<ProductFacts, 'securityId'>

/** The facts of a product; of a change only those that are to be others. */
export function ProductFactList({
  of,
  security,
  differsFrom,
}: {
  of: Shown
  security?: Product['security']
  differsFrom?: Shown
}) {
  const { t, locale } = useWords()
  const term = useTerm()
  const feeText = useFee()
  const target = (one: Shown) =>
    locale === 'zh-CN' ? (one.targetMarketZh ?? one.targetMarket) : (one.targetMarket ?? one.targetMarketZh)
  const lines: [name: keyof Shown, label: string, value: ReactNode][] = [
    ['name', t('products.name-en'), of.name],
    ['nameZh', t('products.name-zh'), of.nameZh],
    ['type', t('products.type'), t(`products.type.${of.type}`)],
    ['issuer', t('products.issuer'), of.issuer],
    ['termDays', t('products.term'), term(of.termDays)],
    ['minimumAmount', t('products.minimum'), <Money key="m" value={of.minimumAmount} currency={of.currency} />],
    ['currency', t('products.currency'), of.currency],
    ['complex', t('products.complex'), t(of.complex ? 'ui.yes' : 'ui.no')],
    ['onShelfOn', t('products.on-shelf-on'), <Day key="on" on={of.onShelfOn} />],
    ['offShelfOn', t('products.off-shelf-on'), <Day key="off" on={of.offShelfOn} />],
    ['targetMarket', t('products.target-market'), target(of)],
    ['fees', t('products.fees'), of.fees.map((fee) => feeText(fee, of.currency)).join('；') || '–'],
  ]
  const differs = (name: keyof Shown) =>
    !differsFrom ||
    (name === 'minimumAmount'
      ? Number(of.minimumAmount) !== Number(differsFrom.minimumAmount)
      : JSON.stringify(of[name]) !== JSON.stringify(differsFrom[name])) ||
    (name === 'targetMarket' && of.targetMarketZh !== differsFrom.targetMarketZh)
  const shown = lines.filter(([name]) => differs(name)).map(([, label, value]): [string, ReactNode] => [label, value])
  if (security) shown.push([t('products.security'), `${security.code} ${security.name ?? ''}`])
  return shown.length === 0 ? <p>{t('products.same-facts')}</p> : <Facts of={shown} />
}

/** A fee in words: 1.20% a year, CNY 50.00 once. */
function useFee() {
  const { t } = useWords()
  const format = useFormat()
  return ({ kind, per, basis, value }: ProductFee, currency: string) => {
    const much = basis === 'rate' ? `${format.decimal(value, [2, 4])}%` : `${currency} ${format.decimal(value, 2)}`
    return `${t(`products.fee.${kind}`)} ${t(`products.per.${per}`, { much })}`
  }
}
