import { Button, Modal, NumberInput } from '@mantine/core'
import {
  type QualityMeasure,
  type QualityThresholds,
  quality,
  usualThresholds,
} from '@rapport/contract/administration/quality'
import { type FormEvent, useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './quality.module.css'
import { shares } from './shares.ts'

interface Props {
  item: { id: string; name: string }
  onClose: () => void
}

/** Says what the indicators of an item must at least come to. */
export function Thresholds({ item, onClose }: Props) {
  const { t } = useWords()
  const answer = useAsk(quality.thresholds, { params: { id: item.id } })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('quality.thresholds.of', { item: item.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Answered answer={answer} lines={6}>
        {(own) => <Fields item={item} own={own} onClose={onClose} />}
      </Answered>
    </Modal>
  )
}

type Percents = Record<QualityMeasure, number | string>
const inEach = <T,>(of: (name: QualityMeasure) => T) =>
  Object.fromEntries(shares.map((name) => [name, of(name)])) as Record<QualityMeasure, T>
/** Percent with two decimals and a part of 1 with four say the same. */
const percentOf = (share: string | null) => (share === null ? '' : Math.round(Number(share) * 10_000) / 100)
const shareOf = (percent: number | string) => (percent === '' ? null : (Number(percent) / 100).toFixed(4))
const fits = (percent: number | string) => percent === '' || (Number(percent) >= 0 && Number(percent) <= 100)

function Fields({ item, own, onClose }: Props & { own: QualityThresholds }) {
  const { t } = useWords()
  const format = useFormat()
  const [percents, setPercents] = useState<Percents>(() => inEach((name) => percentOf(own[name])))
  const send = useSend(quality.setThresholds, { refresh: [quality.days, quality.thresholds] })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await send.mutateAsync({ params: { id: item.id }, body: inEach((name) => shareOf(percents[name])) })
    void notify(t('ui.saved'))
    onClose()
  }
  return (
    <form noValidate className={classes.thresholds} onSubmit={(event) => void save(event).catch(() => {})}>
      <p className={classes.text}>{t('quality.thresholds.text')}</p>
      {shares.map((name) => (
        <NumberInput
          key={name}
          label={t(`quality.${name}`)}
          placeholder={t('quality.thresholds.usual', { share: format.percent(usualThresholds[name]) })}
          suffix="%"
          decimalScale={2}
          clampBehavior="none"
          hideControls
          value={percents[name]}
          error={fits(percents[name]) ? undefined : t('quality.thresholds.range')}
          onChange={(value) => setPercents({ ...percents, [name]: value })}
        />
      ))}
      {send.error && (
        <p role="alert" className={classes.problem}>
          {problemText(send.error).title} {problemText(send.error).advice}
        </p>
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={send.isPending} disabled={!Object.values(percents).every(fits)}>
          {t('ui.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
