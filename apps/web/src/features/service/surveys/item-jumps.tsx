import { Button, NumberInput, Select } from '@mantine/core'
import { END, isScore, type Jump, scales } from '@rapport/contract/service/survey-flow'
import type { SurveyQuestion } from '@rapport/contract/service/survey-questions'
import type { Choice } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'
import { useBoth } from './survey-words.ts'
import classes from './surveys.module.css'

interface Props {
  question: SurveyQuestion
  /** The other questions, by their codes. */
  others: readonly Choice[]
  jumps: readonly Jump[]
  onJumps: (jumps: Jump[]) => void
}

/** “If the answer is so, go on with that question”: tried in their order, the next question where none fits. */
export function ItemJumps({ question, others, jumps, onJumps }: Props) {
  const { t } = useWords()
  const { textOf } = useBoth()
  const { kind, options } = question
  if (kind === 'text') return null
  const put = (at: number, jump: Jump) => onJumps(jumps.map((one, i) => (i === at ? jump : one)))
  const places = [...others, { value: END, label: t('survey.end') }]
  const fresh: Jump = isScore(kind)
    ? { when: { is: 'score', from: scales[kind][0], to: scales[kind][0] }, to: END }
    : { when: { is: 'choice', choice: options[0]!.code }, to: END }
  return (
    <>
      {jumps.map((jump, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a jump is known by its place
        <div key={at} className={classes.row}>
          {jump.when.is === 'choice' ? (
            <Select
              label={t('survey.jump-if')}
              allowDeselect={false}
              data={options.map((option) => ({ value: option.code, label: textOf(option) }))}
              value={jump.when.choice}
              onChange={(choice) => choice && put(at, { ...jump, when: { is: 'choice', choice } })}
            />
          ) : (
            <>
              <Bound
                label={t('survey.jump-from')}
                value={jump.when.from}
                onValue={(from) => put(at, { ...jump, when: { ...(jump.when as ScoreWhen), from } })}
              />
              <Bound
                label={t('survey.jump-to-score')}
                value={jump.when.to}
                onValue={(to) => put(at, { ...jump, when: { ...(jump.when as ScoreWhen), to } })}
              />
            </>
          )}
          <Select
            label={t('survey.jump-to')}
            allowDeselect={false}
            data={places}
            value={jump.to}
            onChange={(to) => to && put(at, { ...jump, to })}
          />
          <Button
            variant="default"
            onClick={() => onJumps(jumps.filter((_, i) => i !== at))}
            aria-label={t('survey.remove-jump-n', { n: at + 1 })}
          >
            {t('survey.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button size="compact-sm" variant="subtle" onClick={() => onJumps([...jumps, fresh])}>
          {t('survey.add-jump')}
        </Button>
      </div>
    </>
  )
}

type ScoreWhen = Extract<Jump['when'], { is: 'score' }>

function Bound({ label, value, onValue }: { label: string; value: number; onValue: (value: number) => void }) {
  return (
    <NumberInput
      className={classes.score}
      label={label}
      min={0}
      max={10}
      allowDecimal={false}
      hideControls
      value={value}
      onChange={(next) => typeof next === 'number' && onValue(next)}
    />
  )
}
