import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { StepFails } from '#warehouse/step.ts'
import { type AddressKind, kindOf } from './addresses.ts'

/** A host that was allowed and looked up: the connection goes to this very address, whatever its name says later. */
export interface Reachable {
  host: string
  port: number
  address: string
  kind: AddressKind
}
type LookUp = (host: string) => Promise<readonly string[]>

const lookUp: LookUp = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

/**
 * The address to connect to for a host and port, when the operations allow it (BI-50 to BI-52). A host without a port in
 * the list stands for port `usual` and public addresses; one with a port also for the firm's own network; and this machine
 * only where the list says `localhost` or its address with that very port. All addresses of a name must be allowed.
 */
export async function reach(
  allowed: readonly string[],
  { host, port, usual }: { host: string; port: number; usual: number },
  look: LookUp = lookUp,
): Promise<Reachable> {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  const bracketed = isIP(name) === 6 ? `[${name}]` : name
  const withPort = allowed.includes(`${bracketed}:${port}`)
  if (!withPort && !(port === usual && allowed.includes(bracketed))) throw new StepFails('pull.host-not-allowed')
  const addresses = isIP(name) ? [name] : await look(name).catch(() => [])
  if (addresses.length === 0) throw new Error('pull.host-unknown')
  const here = withPort && (name === 'localhost' || isIP(name) > 0)
  const may = (kind: AddressKind) =>
    kind === 'public' || (kind === 'in-house' && withPort) || (kind === 'loopback' && here)
  if (!addresses.every((address) => may(kindOf(address)))) throw new StepFails('pull.address-not-allowed')
  return { host: name, port, address: addresses[0]!, kind: kindOf(addresses[0]!) }
}
