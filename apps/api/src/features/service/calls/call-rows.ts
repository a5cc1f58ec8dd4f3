import type { Call } from '@rapport/contract/service/calls'
import type { Place, Seal } from '@rapport/database/seal'

export const numberPlace = (id: string): Place => `calls.number.${id}`

/** A call as `callColumns` read it. */
export type CallRow = Omit<Call, 'number'> & { numberSealed: string | null }

/** As it was written down, or begun minutes from answer to end, or to when the customer last left the room. */
export const minutesOfCall = `coalesce(l.minutes, case when l.ended_at is not null and l.answered_at is not null then least(600, greatest(1,
  ceil(extract(epoch from coalesce(case when l.guest_out_at >= l.guest_in_at then l.guest_out_at end, l.ended_at) - l.answered_at) / 60)))::int end)`

/** What a reply needs of the call `l`, with the names beside it from `callJoins`. */
export const callColumns = `l.id, l.version, l.kind, l.direction, l.number_sealed as "numberSealed",
  case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) end as customer,
  json_build_object('id', n.id, 'name', n.name) as unit, json_build_object('id', a.id, 'name', a.name) as agent,
  l.rang_at as "rangAt", l.answered_at as "answeredAt", l.ended_at as "endedAt", l.outcome,
  ${minutesOfCall} as minutes, l.note,
  l.recording_url as "recordingUrl", l.recorded_at as "recordedAt"`
export const callJoins = `left join customers c on c.id = l.customer_id join units n on n.id = l.unit_id join users a on a.id = l.agent_id`

export const callOf = ({ numberSealed, ...call }: CallRow, seal: Seal): Call => ({
  ...call,
  number: numberSealed === null ? null : seal.open(numberSealed, numberPlace(call.id)),
})
