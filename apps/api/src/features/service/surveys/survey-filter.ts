import { type Conditions, unitsBelow } from '#http/conditions.ts'

export interface SurveyScope {
  unit?: string | undefined
  segment?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Answers `r` of a survey that are asked for: of a unit and those below, of who is in a segment now, of some days. */
export const answersWhere = (conditions: Conditions, surveyId: string, { unit, segment, from, to }: SurveyScope) =>
  conditions
    .add('', surveyId, (survey) => `r.survey_id = ${survey}::uuid`)
    .add('unit', unit, (unit) => `r.unit_id = ${unitsBelow(unit)}`)
    .add(
      'segment',
      segment,
      (segment) =>
        `r.customer_id = any (array(select m.customer_id from segment_memberships m where m.segment_id = ${segment}::uuid and m.left_on is null))`,
    )
    .add('from', from, (from) => `r.answered_on >= ${from}::date`)
    .add('to', to, (to) => `r.answered_on <= ${to}::date`)
