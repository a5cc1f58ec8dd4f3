import { Button, Progress } from '@mantine/core'
import type { ModelKind } from '@rapport/contract/analytics/model-reports'
import { type ModelVersion, models } from '@rapport/contract/analytics/models'
import { useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'
import classes from './models.module.css'

export const isUnderWay = (version: Pick<ModelVersion, 'state'> | null | undefined) =>
  version?.state === 'waiting' || version?.state === 'running'

/** Asks for a fit, and shows how far the one under way has come. */
export function FitButton({ kind, latest }: { kind: ModelKind; latest: ModelVersion | null | undefined }) {
  const { t } = useWords()
  const { stateOf } = useModelWords()
  const allowed = useMay(models.fit)
  const send = useSend(models.fit, { refresh: [models.list, models.versions] })
  const ask = () =>
    send.mutateAsync({ params: { kind } }).then(
      () => notify(t('model.fit.asked')),
      (error: unknown) => notify(problemText(error).title),
    )
  if (latest && isUnderWay(latest))
    return (
      <div className={classes.progress} role="status">
        <span>{stateOf(latest)}</span>
        <Progress value={100 * latest.done} aria-label={stateOf(latest)} />
      </div>
    )
  if (!allowed) return null
  return (
    <Button size="xs" variant="default" loading={send.isPending} onClick={ask}>
      {t('model.fit')}
    </Button>
  )
}
