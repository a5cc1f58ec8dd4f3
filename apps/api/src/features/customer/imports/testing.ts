import type { Import, ImportKind, ImportPreview, Mapping } from '@rapport/contract/customer/imports'
import { imports } from '@rapport/contract/customer/imports'
import type { Api, Client } from '#http/testing.ts'
import type { RunOptions } from './run/run-import.ts'
import { runWaitingImports } from './run/run-waiting.ts'

export interface Upload {
  kind: ImportKind
  file: string | Uint8Array
  mode?: 'create' | 'update' | 'upsert'
  mapping?: Mapping
  fileName?: string
}

export function formOf({ kind, file, mode, mapping, fileName = 'file.csv' }: Upload): FormData {
  const form = new FormData()
  form.set('kind', kind)
  if (mode) form.set('mode', mode)
  if (mapping) form.set('mapping', JSON.stringify(mapping))
  form.set('file', new Blob([file as string]), fileName)
  return form
}

/** Uploads a file, runs it as the worker does, and returns how it ended. */
export async function importFile(api: Api, client: Client, upload: Upload, options: RunOptions = {}): Promise<Import> {
  const { id } = await client.call(imports.start, { form: formOf(upload) })
  await runWaitingImports(api.product, options)
  return client.call(imports.open, { params: { id } })
}

export const preview = (client: Client, upload: Upload): Promise<ImportPreview> =>
  client.call(imports.preview, { form: formOf(upload) })

/** The refused rows of an import as their lines, without the byte order mark. */
export async function refusedRows(client: Client, id: string): Promise<string[]> {
  const answer = await client.send('GET', `/imports/${id}/refused-rows`)
  return (await answer.text()).replace('\ufeff', '').trimEnd().split('\r\n')
}
