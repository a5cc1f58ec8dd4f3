import { call as callWire, Refusal } from '@rapport/contract/client'
import type { AskOf, Endpoint, ReplyOf } from '@rapport/contract/endpoint'
import { session } from '@rapport/contract/session'

export const wire = { base: '/api' }

let signedOut: () => void = () => {}

/** Registers what happens when the API says that nobody is signed in (401). */
export function whenSignedOut(act: () => void) {
  signedOut = act
}

/** Signing in and asking who is signed in may be answered with 401: whoever asks deals with it. */
const asksWho = ({ caller, method, path }: Endpoint) =>
  caller === 'anybody' ||
  path === session.whoAmI.path ||
  (caller === 'customer' && `${method} ${path}` === 'GET /portal/session')

/** Calls an endpoint; throws `Refusal`. A 401 to anything but signing in leads to the sign-in page. */
export async function call<E extends Endpoint>(
  endpoint: E,
  ask: AskOf<E> & { form?: FormData; signal?: AbortSignal } = {} as AskOf<E>,
): Promise<ReplyOf<E>> {
  try {
    return await callWire(wire, endpoint, ask)
  } catch (error) {
    if (error instanceof Refusal && error.status === 401 && !asksWho(endpoint)) signedOut()
    throw error
  }
}

/** The address of an endpoint for a plain link, such as a download. */
export { addressOf } from '@rapport/contract/client'
