import {
  type CollectionPreview,
  CollectionPreviewForm,
  CollectionPreview as Reply,
} from '@rapport/contract/administration/collection-items'
import type { ControlTotals, Layout } from '@rapport/contract/administration/collection-layout'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { reachable } from '#features/administration/data-sources/contents.ts'
import { refusedInput } from '#http/errors.ts'
import { readForm } from '#http/form.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { targetOf } from '#warehouse/collect/fields/targets.ts'
import { guessLayout } from '#warehouse/collect/guess/guess-layout.ts'
import { checkMapping } from '#warehouse/collect/mapping/check-mapping.ts'
import { compileMapping } from '#warehouse/collect/mapping/compile-mapping.ts'
import { suggestedFields } from '#warehouse/collect/mapping/suggest-mapping.ts'
import { PREVIEW_BYTES, preview } from '#warehouse/collect/preview.ts'
import { readRecords } from '#warehouse/collect/records.ts'
import { declaredSums } from '#warehouse/collect/totals/declared.ts'
import { compareTotals, Tally } from '#warehouse/collect/totals/tally.ts'
import { Faults } from '#warehouse/collect/values.ts'
import { CannotPull } from '#warehouse/fetch/found.ts'
import { lookAtSource } from '#warehouse/fetch/look.ts'
import { StepFails } from '#warehouse/step.ts'
import { PreviewMask } from './masked-preview.ts'

type Form = z.output<typeof CollectionPreviewForm>
interface Head {
  head: Buffer
  whole: boolean
}
const LONGEST_CELL = 1_000

/** The first records of a file that a person shows; nothing of it is kept. */
export async function previewFile(viewer: SignedIn, request: FastifyRequest, reply: FastifyReply) {
  const { fields, taken } = await readForm(request, headIn, undefined, ['layout', 'mapping'])
  const form = CollectionPreviewForm.safeParse(fields)
  if (!form.success) throw refusedInput(form.error.issues)
  return send(reply, await previewOf(viewer, taken, form.data))
}

/** The same of a file or query at its source; asked outside any transaction. 422 with the reason when it cannot be had. */
export async function previewAtSource(
  product: Product,
  viewer: SignedIn,
  { sourceId, name, ...form }: Form & { sourceId: string; name: string },
  reply: FastifyReply,
) {
  const source = await reachable(product, viewer, sourceId)
  try {
    const found = await lookAtSource(product.collecting, source, name, PREVIEW_BYTES)
    if (!found) throw new StepFails('arrival.missing')
    return send(reply, await previewOf(viewer, found, form))
  } catch (error) {
    if (error instanceof StepFails) throw new Refused(422, error.code, { details: error.details })
    throw error instanceof CannotPull ? new Refused(422, error.code) : error
  }
}

const send = (reply: FastifyReply, found: CollectionPreview) => reply.code(200).send(Reply.parse(found))

/** Keeps the first bytes and lets the others pass by. */
async function headIn(bytes: AsyncIterable<Buffer>): Promise<Head> {
  const parts: Buffer[] = []
  let kept = 0
  let seen = 0
  for await (const part of bytes) {
    seen += part.length
    if (kept >= PREVIEW_BYTES) continue
    parts.push(part)
    kept += part.length
  }
  return { head: Buffer.concat(parts).subarray(0, PREVIEW_BYTES), whole: seen <= PREVIEW_BYTES }
}

async function previewOf(viewer: SignedIn, { head, whole }: Head, form: Form): Promise<CollectionPreview> {
  const { target } = form
  const guessedLayout = form.layout ? null : await readable(() => guessLayout(head, whole))
  const layout = form.layout ?? guessedLayout!
  const { columns, rows } = await readable(() => preview(head, whole, layout))
  const samples = rows.filter(({ fault }) => fault === null).map(({ cells }) => cells)
  const suggested = CollectionMapping.parse({ target, fields: suggestedFields(target, columns, samples) })
  const mapping = form.mapping ?? suggested
  if (mapping.target !== target) throw refusedMapping([{ field: 'target', code: 'item.other-target' }])
  const faults = checkMapping(mapping, columns)
  // A mapping that a person made is judged; one that is only suggested may lack what it wants.
  if (form.mapping && faults.length > 0) throw refusedMapping(faults)
  const options = { decimalComma: 'decimalComma' in layout && layout.decimalComma }
  const mapper = faults.length === 0 ? compileMapping(mapping, columns, options) : null
  const mask = new PreviewMask(viewer.clearance, target, mapping, columns)
  const fields = targetOf(mapping, columns).fields
  const values: CollectionPreview['values'] = []
  const shown = rows.map(({ line, cells, fault }) => {
    const mapped = fault === null && mapper ? mapper.map(cells) : null
    const reasons = fault !== null ? [{ field: '', code: fault }] : mapped instanceof Faults ? [...mapped.reasons] : []
    values.push(
      mapped === null || mapped instanceof Faults
        ? null
        : Object.fromEntries(
            fields.flatMap(({ name }, i) => {
              const text = mapped[i]
              return text == null ? [] : [[name, mask.value(name, text.slice(0, LONGEST_CELL))]]
            }),
          ),
    )
    return { line, cells: cells.map((text, i) => mask.cell(columns[i] ?? '', text.slice(0, LONGEST_CELL))), reasons }
  })
  const totals = whole && mapper ? await totalsOf(head, layout, mapper) : { declared: null, differences: [] }
  return {
    columns: [...columns],
    rows: shown,
    values,
    guessedLayout,
    suggestedMapping: form.mapping ? null : suggested,
    fields: fields.map((field) => ({
      name: field.name,
      required: field.required ?? false,
      type: field.type,
      values: 'values' in field ? [...field.values] : null,
    })),
    ...totals,
  }
}

/** What the file declares of itself, and what a file this small really holds. */
async function totalsOf(head: Buffer, layout: Layout, mapper: ReturnType<typeof compileMapping>) {
  const one = async function* () {
    yield head
  }
  const tally = new Tally({
    fields: mapper.target.fields.map((field) => ({
      name: field.name,
      ...('places' in field && { places: field.places }),
    })),
    sums: declaredSums(layout).filter(({ field }) => mapper.at(field) >= 0),
  })
  let declared: ControlTotals | null = null
  await readable(async () => {
    for await (const block of readRecords(tally.over(one()), layout)) {
      declared = block.declared ?? declared
      for (const { cells, fault } of block.records) {
        const values = fault === null ? mapper.map(cells) : null
        if (values && !(values instanceof Faults)) tally.add(values)
      }
    }
  })
  return { declared, differences: declared === null ? [] : compareTotals(declared, tally.found()) }
}

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof CannotRead)) throw error
    throw new Refused(422, 'invalid', {
      errors: [{ field: 'file', code: error.code }],
      details: { ...error.details },
    })
  }
}

const refusedMapping = (faults: readonly { field: string; code: string }[]) =>
  new Refused(422, 'invalid', {
    errors: faults.slice(0, 50).map(({ field, code }) => ({ field: `mapping.${field}`.slice(0, 120), code })),
  })
