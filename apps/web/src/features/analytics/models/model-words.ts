import type { ModelVersion } from '@rapport/contract/analytics/models'
import { useFormat } from '#ui/format.ts'
import { useWords, wordsFor } from '#words/words.ts'

/** What a model speaks of, in the reader's words. A name that has none is shown as it is. */
export function useModelWords() {
  const { t } = useWords()
  const format = useFormat()
  const named = (group: string, name: string) => wordsFor(`model.${group}.${name}`) ?? name
  return {
    feature: (name: string) => named('feature', name),
    signal: (name: string) => named('signal', name),
    classOf: (name: string) => named('class', name),
    failure: (code: string) => named('failure', code),
    setting: (name: string) => named('setting', name),
    /** Where a version stands: its state, and of one under way how far it has come. */
    stateOf: ({ state, step, done }: Pick<ModelVersion, 'state' | 'step' | 'done'>) =>
      state === 'running'
        ? `${t('model.state.running')} · ${named('step', step ?? 'read')} · ${format.percent(done)}`
        : t(`model.state.${state}`),
    period: (of: { from: string; to: string } | null) =>
      of === null ? '–' : `${format.day(of.from)} … ${format.day(of.to)}`,
  }
}
