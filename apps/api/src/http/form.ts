import type { FastifyRequest } from 'fastify'
import { Refused, refusedField } from './refused.ts'

export interface Form<T> {
  /** The parts beside the file, each said once; those named as JSON are read. */
  fields: Record<string, unknown>
  fileName: string
  taken: T
}

/**
 * Reads a multipart form with one file, its fields before or after it. `take` is given the bytes as they come and must read
 * them to their end; `undo` is called with what it made when the form breaks off or is none.
 */
export async function readForm<T>(
  request: FastifyRequest,
  take: (bytes: AsyncIterable<Buffer>) => Promise<T>,
  undo: (taken: T) => Promise<unknown> = async () => undefined,
  json: readonly string[] = [],
): Promise<Form<T>> {
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
        if (Object.hasOwn(fields, part.fieldname)) throw refusedField(part.fieldname.slice(0, 60), 'twice', 400)
        fields[part.fieldname] = json.includes(part.fieldname) ? jsonIn(part.fieldname, String(part.value)) : part.value
      }
    }
    if (!file) throw refusedField('file', 'required', 400)
    return { fields, fileName: file.name, taken: file.taken }
  } catch (error) {
    if (file) await undo(file.taken)
    if ((error as { code?: unknown }).code === 'ENOSPC') throw new Refused(503, 'storage-full', { retryAfter: 60 })
    throw error
  }
}

function jsonIn(field: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusedField(field, 'json', 400)
  }
}

/** The name as it is shown: never a path, never more than a line. */
const fileNameOf = (name: string | undefined) =>
  (name ?? '')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cs}\p{Cf}]/gu, '')
    .slice(0, 200) || 'file'
