import { ImportForm } from '@rapport/contract/customer/imports'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { refusedInput } from '#http/errors.ts'
import { Refused, refusedField } from '#http/refused.ts'

export type Form = z.output<typeof ImportForm>

/**
 * Reads a multipart upload, its fields before or after the file. `take` is given the bytes as they come and must read
 * them to their end; what it makes of them is returned with the checked form. When the upload breaks off or the form is
 * refused, `undo` is called with what `take` had made.
 */
export async function readUpload<T>(
  request: FastifyRequest,
  take: (bytes: AsyncIterable<Buffer>) => Promise<T>,
  undo: (taken: T) => Promise<void> = async () => undefined,
): Promise<{ form: Form; fileName: string; taken: T }> {
  if (!request.isMultipart()) throw new Refused(415, 'media-type')
  const fields: Record<string, unknown> = {}
  let file: { name: string; taken: T } | null = null
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw refusedField(part.fieldname.slice(0, 60), 'unknown-field', 400)
        file = { name: fileNameOf(part.filename), taken: await take(part.file) }
      } else {
        if (part.valueTruncated || part.fieldnameTruncated) throw new Refused(413, 'body-too-large')
        if (part.fieldname in fields) throw refusedField(part.fieldname, 'twice', 400)
        fields[part.fieldname] = part.fieldname === 'mapping' ? json(String(part.value)) : part.value
      }
    }
    const form = ImportForm.safeParse(fields)
    if (!form.success) throw refusedInput(form.error.issues)
    if (!file) throw refusedField('file', 'required', 400)
    return { form: form.data, fileName: file.name, taken: file.taken }
  } catch (error) {
    if (file) await undo(file.taken)
    if ((error as { code?: unknown }).code === 'ENOSPC') throw new Refused(503, 'storage-full', { retryAfter: 60 })
    throw error
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusedField('mapping', 'json', 400)
  }
}

/** The name as it is shown: never a path, never more than a line. */
const fileNameOf = (name: string | undefined) =>
  (name ?? '')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cs}\p{Cf}]/gu, '')
    .slice(0, 200) || 'file.csv'
