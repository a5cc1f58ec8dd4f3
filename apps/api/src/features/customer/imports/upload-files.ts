import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asSystem } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'
import { writeSealed } from '#warehouse/collect/file/sealed-file.ts'

type Place = Pick<Product, 'dataDir'>
const folderOf = (product: Place) => join(product.dataDir, 'uploads')
export const uploadPath = (product: Place, id: string) => join(folderOf(product), id)

/** Keeps an upload, sealed, until its import has ended. One that breaks off leaves nothing. Returns its size in bytes. */
export async function keepUpload(product: Product, id: string, bytes: AsyncIterable<Buffer>): Promise<number> {
  await mkdir(folderOf(product), { recursive: true, mode: 0o700 })
  const unfinished = `${uploadPath(product, id)}.part`
  try {
    const size = await writeSealed(unfinished, product.seal, id, bytes)
    await rename(unfinished, uploadPath(product, id))
    return size
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

export const dropUpload = (product: Place, id: string) => rm(uploadPath(product, id), { force: true })

const A_DAY = 86_400_000

/** Clears away what a crash left: files of imports that have ended or never began, and uploads nobody finished in a day. */
export async function sweepUploads(product: Pick<Product, 'dataDir' | 'connections' | 'now'>): Promise<void> {
  const names = await readdir(folderOf(product)).catch(() => [])
  const unfinished = await asSystem(product.connections, {}, (db) =>
    db.rows<{ id: string }>('imports-unfinished', `select id from imports where state in ('waiting', 'running')`, []),
  )
  const needed = new Set(unfinished.map(({ id }) => id))
  for (const name of names) {
    const path = join(folderOf(product), name)
    const age =
      product.now().getTime() -
      (await stat(path).then(
        (file) => file.mtimeMs,
        () => 0,
      ))
    if (!needed.has(name) && age > A_DAY) await rm(path, { force: true })
  }
}
