import { randomBytes, randomUUID } from 'node:crypto'
import type { MeetingEvent } from '@rapport/contract/service/call-rooms'

export type Role = 'host' | 'guest'
/** What a page in a room is told: who is there, what the other page says, that it is over or open in another window. */
export type Told = { there: Role[] } | { said: unknown } | 'ended' | 'elsewhere'
/** A page that listens. */
type Page = (told: Told) => void

export interface LocalRoom {
  roomId: string
  kind: string
  joinBy: number
  endsBy: number
  tokens: Record<Role, string>
  pages: Partial<Record<Role, Page>>
  /** Whether a guest was ever there. */
  met: boolean
}

const newToken = () => randomBytes(16).toString('base64url')
const other = { host: 'guest', guest: 'host' } as const

/** Rooms with a page each for host and guest. `tell` is told of what happens, as a meeting gateway tells it. */
export function localRooms(now: () => Date, tell: (event: MeetingEvent) => void) {
  const rooms = new Map<string, LocalRoom>()
  const byRef = new Map<string, LocalRoom>()
  const doors = new Map<string, { room: LocalRoom; role: Role }>()
  const at = () => ({ id: randomUUID(), at: now().toISOString() })

  function sayWhoIsThere({ pages }: LocalRoom) {
    const there = (['host', 'guest'] as const).filter((role) => pages[role])
    for (const role of there) pages[role]!({ there })
  }
  function end(roomId: string): boolean {
    const room = rooms.get(roomId)
    if (!room) return false
    rooms.delete(roomId)
    for (const role of ['host', 'guest'] as const) {
      room.pages[role]?.('ended')
      doors.delete(room.tokens[role])
    }
    tell({ kind: 'ended', roomId, ...at() })
    return true
  }
  return {
    /** The same room for the same reference. */
    open({ ref, kind, joinBy, endsBy }: { ref: string; kind: string; joinBy: string; endsBy: string }): LocalRoom {
      const before = byRef.get(ref)
      if (before) return before
      const tokens = { host: newToken(), guest: newToken() }
      const room: LocalRoom = {
        ...{ roomId: randomUUID(), kind, tokens, pages: {}, met: false },
        joinBy: Date.parse(joinBy),
        endsBy: Date.parse(endsBy),
      }
      rooms.set(room.roomId, room)
      byRef.set(ref, room)
      for (const role of ['host', 'guest'] as const) doors.set(tokens[role], { room, role })
      return room
    },
    /** Whose door a token is; undefined for a room that is over. */
    door: (token: string) => doors.get(token),
    /** Comes in with a page, in place of one that was there; gives what leaves again. */
    enter({ room, role }: { room: LocalRoom; role: Role }, page: Page): () => void {
      const before = room.pages[role]
      room.pages[role] = page
      room.met ||= role === 'guest'
      before?.('elsewhere')
      if (!before) tell({ kind: 'joined', who: role, roomId: room.roomId, ...at() })
      sayWhoIsThere(room)
      return () => {
        if (room.pages[role] !== page) return
        delete room.pages[role]
        if (!rooms.has(room.roomId)) return
        tell({ kind: 'left', who: role, roomId: room.roomId, ...at() })
        sayWhoIsThere(room)
      }
    },
    /** Carries what one page says to the other. */
    say: ({ room, role }: { room: LocalRoom; role: Role }, said: unknown) => room.pages[other[role]]?.({ said }),
    end,
    /** Ends what nobody came to in time, and what has lasted long enough. */
    sweep() {
      for (const { roomId, met, joinBy, endsBy } of [...rooms.values()])
        if (now().getTime() >= (met ? endsBy : Math.min(joinBy, endsBy))) end(roomId)
    },
    count: () => rooms.size,
  }
}
