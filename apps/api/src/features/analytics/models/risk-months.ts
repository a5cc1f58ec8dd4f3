/**
 * Of each month the last day on which the model of leaving scored everybody, with the version that did: of two that scored the
 * same day the one in use, else the later one. `where` bounds `r.as_of`.
 */
export const riskMonths = (where: string) => `(
  select distinct on (date_trunc('month', r.as_of)) date_trunc('month', r.as_of)::date as month, r.as_of, r.version_id
  from warehouse.risk_runs r left join warehouse.model_versions v on v.id = r.version_id where ${where}
  order by date_trunc('month', r.as_of), r.as_of desc, v.in_use desc nulls last, v.number desc nulls last, r.version_id)`
