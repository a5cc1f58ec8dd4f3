import { BlockList, isIP } from 'node:net'

const listOf = (...ranges: [string, number][]) => {
  const list = new BlockList()
  for (const [net, bits] of ranges) list.addSubnet(net, bits, net.includes(':') ? 'ipv6' : 'ipv4')
  return list
}

const loopback = listOf(['127.0.0.0', 8], ['::1', 128])
/** The firm's own network. */
const inHouse = listOf(['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['fc00::', 7])
/** What is neither: this host, link-local (where clouds keep their metadata), shared, documentation, multicast, reserved. */
const special = listOf(
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
)
const has = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

export type AddressKind = 'public' | 'in-house' | 'loopback' | 'special'

/** What kind of address this is; an IPv4 address inside an IPv6 one is judged as what it is. */
export function kindOf(address: string): AddressKind {
  const plain = mappedV4(address) ?? address
  if (isIP(plain) === 0) return 'special'
  if (has(loopback, plain)) return 'loopback'
  if (has(special, plain)) return 'special'
  return has(inHouse, plain) ? 'in-house' : 'public'
}

/** `::ffff:127.0.0.1` or `::ffff:7f00:1` as 127.0.0.1. */
function mappedV4(address: string): string | null {
  const dotted = /^(?:0*:)*:?(?:0*:)*ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (dotted) return dotted[1]!
  const pairs = /^(?:0*:)*:?(?:0*:)*ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (!pairs) return null
  const [high, low] = [Number.parseInt(pairs[1]!, 16), Number.parseInt(pairs[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
