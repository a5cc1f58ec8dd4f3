import { type Family, found } from './trigger-sql.ts'

/** Moments that a model tells of (domain 3.5, M23): the upper part of all who were scored, with the version's reasons kept there. */
export const models: Family<'churn-score'> = {
  // Scores of a day are worked out after it was published: they count on the day as of which they are.
  'churn-score': ({ topPercent }, { day, place }) => `
    select ${found(
      { customer: 's.customer_id', on: 's.as_of', measure: 's.score::numeric(24, 4)' },
      { percent: `round(s.score::numeric * 100, 1) || '%'` },
    )}
    from (select distinct on (s.customer_id) s.customer_id, s.as_of, s.score,
            percent_rank() over (order by s.score) as rank
          from warehouse.customer_scores s
          where s.kind = 'churn' and s.score is not null
            and (s.version_id, s.as_of) = (select l.version_id, l.as_of from warehouse.customer_scores l
                 where l.kind = 'churn' and l.as_of between ${day} - 7 and ${day} order by l.as_of desc, l.version_id desc limit 1)) s
    where s.rank >= 1 - ${place(topPercent)}::numeric / 100`,
}
