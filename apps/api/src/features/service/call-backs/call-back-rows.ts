import type { CallBack } from '@rapport/contract/service/call-backs'

/** A call-back as `callBackColumns` read it. */
export type CallBackRow = Omit<CallBack, 'customer' | 'unit'> & {
  customerId: string
  customerName: string
  customerNo: string
  unitId: string
  unitName: string
}

/** What a reply needs of the call-back `b`, with the names beside it from `callBackJoins`. */
export const callBackColumns = `b.id, b.kind, b.sample_id as "sampleId", b.customer_id as "customerId", c.name as "customerName",
  c.customer_no as "customerNo", b.unit_id as "unitId", u.name as "unitName", t.id as "taskId", b.stratum, b.due_on::text as "dueOn",
  b.outcome, b.done_at as "doneAt", d.name as "doneBy", s.version as "scriptVersion", b.found, b.suspicion, b.verdict`
export const callBackJoins = `join customers c on c.id = b.customer_id join units u on u.id = b.unit_id
  join tasks t on t.kind = 'call-back' and t.about_id = b.id and t.code is null
  left join users d on d.id = b.done_by left join call_back_scripts s on s.id = b.script_id`

export function callBackOf<T extends CallBackRow>(row: T) {
  const { customerId, customerName, customerNo, unitId, unitName, ...callBack } = row
  return {
    ...callBack,
    customer: { id: customerId, name: customerName, customerNo },
    unit: { id: unitId, name: unitName },
  }
}
