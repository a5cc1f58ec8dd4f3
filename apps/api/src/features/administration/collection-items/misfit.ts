import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { refusedField } from '#http/refused.ts'

type Described = Pick<CollectionItem, 'target' | 'place' | 'layout' | 'mapping' | 'sideFile'>

/** A file's name in a folder: one name, in which `{date}` and `*` stand for something. */
const fileName = /^(?!\.)[^/\\\p{Cc}]{1,200}$/u
/** A path below an address; never up, never another host. */
const webPath = /^(?!\/)[^\\\p{Cc}?#*]{1,500}$/u
const query = /^\s*(select|with|values|table)\b/i

/** Refuses an item that its source cannot give, by the field that does not fit. */
export function refuseMisfit(kind: string, { target, place, layout, mapping, sideFile }: Described) {
  if (mapping.target !== target) throw refusedField('mapping.target', 'item.other-target')
  if (target === 'table' && !mapping.key?.length) throw refusedField('keyFields', 'key.required')
  if (kind === 'postgres') {
    // What is asked of a database is written as CSV by us, whole or not at all.
    if (layout.format !== 'csv') throw refusedField('layout.format', 'source.cannot-give')
    if (layout.trailer !== undefined) throw refusedField('layout.trailer', 'source.cannot-give')
    if (sideFile !== null) throw refusedField('sideFile', 'source.cannot-give')
    if (!query.test(place)) throw refusedField('place', 'place.query')
    return
  }
  const fits = kind === 'https' ? webPath.test(place) && !goesUp(place) : fileName.test(place)
  if (!fits) throw refusedField('place', kind === 'https' ? 'place.path' : 'place.file-name')
}

const goesUp = (path: string) => path.split('/').some((part) => ['', '.', '..'].includes(part) || /%2e/i.test(part))
