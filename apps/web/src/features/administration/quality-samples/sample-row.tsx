import { SegmentedControl, TextInput } from '@mantine/core'
import { type QualitySampleDetails, sampleVerdicts } from '@rapport/contract/administration/quality-samples'
import { IconCheck, IconEyeOff, IconX } from '@tabler/icons-react'
import { fieldWords, valueWords } from '#features/administration/collection-items/field-words.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './samples.module.css'

type Row = QualitySampleDetails['rows'][number]
export interface Mark {
  verdict: Row['verdict']
  note: string
}

interface Props {
  row: Row
  mark: Mark
  /** Left out where it cannot be marked, or not any more. */
  change: ((mark: Mark) => void) | undefined
}

const NONE = 'none'
const signs = { right: IconCheck, wrong: IconX } as const

/** A row with what it says, and whether that is right. */
export function SampleRow({ row, mark, change }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const label = t('sample.row', { ordinal: format.count(row.ordinal) })
  return (
    <li aria-label={label} data-verdict={mark.verdict ?? undefined}>
      <span className={`${classes.ordinal} figures`}>{format.count(row.ordinal)}</span>
      {row.cells ? <Cells of={row.cells} /> : <p className={classes.away}>{t('sample.away')}</p>}
      <div className={classes.mark}>
        {change ? (
          <>
            <SegmentedControl
              size="xs"
              aria-label={t('sample.verdict-of', { row: label })}
              value={mark.verdict ?? NONE}
              onChange={(value) => change({ ...mark, verdict: sampleVerdicts.find((one) => one === value) ?? null })}
              data={[
                { value: NONE, label: t('sample.verdict.none') },
                ...sampleVerdicts.map((value) => ({ value, label: <Verdict of={value} /> })),
              ]}
            />
            {mark.verdict && (
              <TextInput
                size="xs"
                maxLength={500}
                aria-label={t('sample.note-of', { row: label })}
                placeholder={t('issue.note')}
                value={mark.note}
                onChange={(event) => change({ ...mark, note: event.currentTarget.value })}
              />
            )}
          </>
        ) : (
          mark.verdict && (
            <>
              <Verdict of={mark.verdict} />
              {row.note && <span>{row.note}</span>}
            </>
          )
        )}
        {row.markedBy && (
          <span className={classes.dimmed}>
            {row.markedBy} · <Instant at={row.markedAt} />
          </span>
        )}
      </div>
    </li>
  )
}

function Verdict({ of }: { of: keyof typeof signs }) {
  const { t } = useWords()
  const Sign = signs[of]
  return (
    <span className={classes.sign}>
      <Sign size={12} aria-hidden /> {t(`sample.verdict.${of}`)}
    </span>
  )
}

function Cells({ of }: { of: NonNullable<Row['cells']> }) {
  const { t } = useWords()
  const said = of.filter(({ said }) => said !== '')
  return (
    <dl className={classes.cells}>
      {said.map(({ field, said, masked }) => (
        <div key={field}>
          <dt>{fieldWords(field)}</dt>
          <dd className="figures">
            {valueWords(field, said)}
            {masked && (
              <span className={classes.masked} title={t('issue.masked.about')}>
                <IconEyeOff size={12} aria-hidden /> {t('issue.masked')}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
