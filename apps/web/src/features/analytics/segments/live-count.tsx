import { useDebouncedValue } from '@mantine/hooks'
import { Condition, testsOf } from '@rapport/contract/analytics/conditions'
import { segments } from '@rapport/contract/analytics/segments'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { call } from '#api/call.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Failed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './segments.module.css'

/** While one writes: how many of the customers in sight answer the condition, as soon as it is whole. */
export function LiveCount({ condition }: { condition: unknown }) {
  const { t } = useWords()
  const format = useFormat()
  const [settled] = useDebouncedValue(condition, 300)
  const whole = Condition.safeParse(settled)
  const answer = useQuery({
    queryKey: ['segments.count', settled],
    queryFn: ({ signal }) => call(segments.count, { body: { condition: whole.data! }, signal }),
    enabled: whole.success,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  const ranked = whole.success && testsOf(whole.data).some(({ is }) => is === 'top-percent' || is === 'bottom-percent')
  return (
    <section className={classes.count} aria-label={t('count.title')} aria-live="polite" aria-busy={answer.isFetching}>
      <h2>{t('count.title')}</h2>
      {!whole.success ? (
        <p>{t('count.incomplete')}</p>
      ) : answer.error ? (
        <Failed error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.data ? (
        <>
          <p className={`${classes.number} figures`}>{format.count(answer.data.customers)}</p>
          <p>
            {t('count.of', { of: format.count(answer.data.of) })} · {t('ui.as-of')} <Day on={answer.data.today} />
          </p>
          {answer.data.some.length > 0 && (
            <p>
              {t('count.some')}{' '}
              {answer.data.some.map(({ id, name }, n) => (
                <span key={id}>
                  {n > 0 && ', '}
                  <Link to={`/customers/${id}`}>{name}</Link>
                </span>
              ))}
            </p>
          )}
        </>
      ) : (
        <p>{t('count.counting')}</p>
      )}
      {ranked && <p className={classes.small}>{t('count.rank')}</p>}
    </section>
  )
}
