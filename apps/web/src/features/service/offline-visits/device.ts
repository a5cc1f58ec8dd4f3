/** What this browser keeps for people without a network: keys, visits, and what whoever sat here last may see. */
const NAME = 'rapport.offline'

/** One record of a visit, sealed; only whose it is, when it was made and whether it waits can be read without the key. */
export interface SealedVisit {
  entryId: string
  person: string
  state: 'waiting' | 'attention'
  sealed: Sealed
}
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}
/** What whoever was signed in last may see without a network, until then (ms of the clock). */
export interface SealedDesk {
  at: 'last'
  person: string
  until: number
  sealed: Sealed
}

/** Why something could not be kept on this device. */
export class NotKept extends Error {
  constructor(readonly why: 'full' | 'failed') {
    super(why)
  }
}

/** Whether anything can be kept here: not without TLS, where browsers give no cryptography, and not in some private windows. */
export const canKeep = () =>
  typeof indexedDB !== 'undefined' && globalThis.crypto?.subtle !== undefined && navigator.locks !== undefined

const finished = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

let opened: Promise<IDBDatabase> | undefined
function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('keys')
      request.result.createObjectStore('visits', { keyPath: 'entryId' }).createIndex('person', 'person')
      request.result.createObjectStore('desk', { keyPath: 'at' })
    }
    request.onsuccess = () => {
      request.result.onclose = () => {
        opened = undefined
      }
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

type Store = 'keys' | 'visits' | 'desk'

export async function read<T>(store: Store, ask: (of: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  return finished(ask(db.transaction(store).objectStore(store)))
}

/** Resolves once it is on the disk, not only on its way there. Throws `NotKept`, and then nothing of it is kept. */
export async function write(store: Store, act: (of: IDBObjectStore) => unknown): Promise<void> {
  try {
    const db = await open()
    const transaction = db.transaction(store, 'readwrite', { durability: 'strict' })
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
    act(transaction.objectStore(store))
    await done
  } catch (error) {
    throw new NotKept((error as Error | null)?.name === 'QuotaExceededError' ? 'full' : 'failed')
  }
}

/** The key of a person on this device, made the first time. It cannot be taken out of the browser. */
async function keyOf(person: string): Promise<CryptoKey> {
  const found = await read<CryptoKey | undefined>('keys', (keys) => keys.get(person))
  if (found) return found
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Another tab may be at the same: the first key stays.
  await write('keys', (keys) => {
    const asked = keys.getKey(person)
    asked.onsuccess = () => asked.result === undefined && keys.put(made, person)
  })
  return (await read<CryptoKey>('keys', (keys) => keys.get(person)))!
}

const boundTo = (person: string, place: string) => new TextEncoder().encode(`${person} ${place}`)

/** Seals a value with the person's key, bound to them and to its place. */
export async function seal(person: string, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  const how = { name: 'AES-GCM', iv, additionalData: boundTo(person, place) }
  return { iv, data: await crypto.subtle.encrypt(how, await keyOf(person), text) }
}

/** Opens what `seal` sealed; throws for another person or place. */
export async function unseal<T>(person: string, place: string, { iv, data }: Sealed): Promise<T> {
  const how = { name: 'AES-GCM', iv, additionalData: boundTo(person, place) }
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, await keyOf(person), data))) as T
}
