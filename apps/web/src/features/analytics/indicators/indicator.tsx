import { type IndicatorCode, indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { Suspense } from 'react'
import { Link } from 'react-router'
import { OriginOf, useAlarm } from '#features/analytics/figures/use-trust.tsx'
import { About, type Source } from '#ui/about.tsx'
import { useWords } from '#words/words.ts'
import classes from './indicator.module.css'

interface Props {
  of: IndicatorCode
  /** In place of its own name, where the place says the rest. */
  label?: string
  /** In words, what it was worked out from here: a period, a benchmark, how many. */
  inputs?: string | undefined
  /** In words, why the reply itself says that it is being worked out anew. */
  renewing?: string | undefined
}

/** The name of an indicator with all there is to know of it: what it is, its formula, its inputs, where it comes from. */
export function Indicator({ of, label, ...told }: Props) {
  const name = useIndicatorName(of)
  const { about, source } = useIndicator(of, told)
  return (
    <span className={classes.indicator}>
      {label ?? name}
      <About title={name} text={about} origin={source} />
    </span>
  )
}

export function useIndicatorName(code: IndicatorCode): string {
  const { t } = useWords()
  return t(`indicator.${code}`)
}

/** What charts, columns and `About` tell of an indicator. */
export function useIndicator(
  code: IndicatorCode,
  { inputs, renewing }: Pick<Props, 'inputs' | 'renewing'> = {},
): { about: string; source: Source } {
  const { t } = useWords()
  const { figure } = indicatorCatalogue[code]
  const alarm = useAlarm(figure ?? undefined) ?? renewing
  const about = t(`indicator.${code}.about`)
  const part = () => (
    <>
      <IndicatorPart code={code} inputs={inputs} />
      {figure && (
        <Suspense fallback={null}>
          <OriginOf figure={figure} />
        </Suspense>
      )}
    </>
  )
  return { about, source: { alarm, part } }
}

export function IndicatorPart({ code, inputs }: { code: IndicatorCode; inputs: string | undefined }) {
  const { t } = useWords()
  return (
    <div className={classes.part}>
      <span>{t('indicator.formula')}</span>
      <code>{indicatorCatalogue[code].formula}</code>
      {inputs && <p>{inputs}</p>}
      <Link to={`/indicators/${code}`}>{t('indicator.open')}</Link>
    </div>
  )
}
