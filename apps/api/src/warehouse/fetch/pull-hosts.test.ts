import { describe, expect, it } from 'vitest'
import { kindOf } from './addresses.ts'
import { addressOf } from './https.ts'
import { reach } from './pull-hosts.ts'

const look = (addresses: Record<string, string[]>) => async (host: string) => addresses[host] ?? []
const at = (host: string, port = 443) => ({ host, port, usual: 443 })
const refusedWith = (code: string) => expect.objectContaining({ code })

describe('the allow-list', () => {
  it('lets nothing be asked that it does not name, with its port', async () => {
    const dns = look({ 'data.example': ['93.184.216.34'] })
    await expect(reach([], at('data.example'), dns)).rejects.toEqual(refusedWith('pull.host-not-allowed'))
    await expect(reach(['data.example'], at('other.example'), dns)).rejects.toEqual(
      refusedWith('pull.host-not-allowed'),
    )
    await expect(reach(['data.example'], at('data.example', 8443), dns)).rejects.toEqual(
      refusedWith('pull.host-not-allowed'),
    )
    await expect(reach(['data.example'], at('sub.data.example'), dns)).rejects.toEqual(
      refusedWith('pull.host-not-allowed'),
    )
    expect(await reach(['data.example'], at('DATA.example'), dns)).toMatchObject({ address: '93.184.216.34' })
    expect(await reach(['data.example:8443'], at('data.example', 8443), dns)).toMatchObject({ port: 8443 })
  })

  // BI-51: whatever way this machine, or a cloud's metadata, is written.
  it.each([
    '0177.0.0.1',
    '0x7f000001',
    '2130706433',
    '127.1',
    '[::ffff:7f00:1]',
    '0',
    '[::]',
    'localhost.',
    '169.254.169.254',
    'metadata.google.internal',
    'user@data.example',
    'data.example.',
  ])('refuses %s', async (host) => {
    await expect(reach(['data.example'], at(host))).rejects.toEqual(refusedWith('pull.host-not-allowed'))
    // Even where somebody had put the name on the list.
    const loose = [host, host.replace(/\.$/, ''), host.split('@').at(-1)!]
    const dns = look({ [host]: ['127.0.0.1'], [host.toLowerCase()]: ['169.254.169.254'] })
    await expect(reach(loose, at(host), dns)).rejects.toThrow()
  })

  it('does not believe a name that leads to this machine, the firm’s network or a cloud’s metadata', async () => {
    for (const address of ['127.0.0.1', '::1', '10.1.2.3', '169.254.169.254', 'fe80::1', '0.0.0.0', '::ffff:127.0.0.1'])
      await expect(
        reach(['data.example'], at('data.example'), look({ 'data.example': [address] })),
        address,
      ).rejects.toEqual(refusedWith('pull.address-not-allowed'))
    // One good address among bad ones does not help.
    const mixed = look({ 'data.example': ['93.184.216.34', '127.0.0.1'] })
    await expect(reach(['data.example'], at('data.example'), mixed)).rejects.toEqual(
      refusedWith('pull.address-not-allowed'),
    )
  })

  it('reaches the firm’s own network by a name with a port, and this machine only as itself', async () => {
    const dns = look({ 'files.firm': ['10.1.2.3'], localhost: ['127.0.0.1'], 'rebound.example': ['127.0.0.1'] })
    expect(await reach(['files.firm:443'], at('files.firm'), dns)).toMatchObject({ address: '10.1.2.3' })
    expect(await reach(['localhost:8443'], at('localhost', 8443), dns)).toMatchObject({ kind: 'loopback' })
    await expect(reach(['localhost'], at('localhost'), dns)).rejects.toEqual(refusedWith('pull.address-not-allowed'))
    await expect(reach(['localhost:8443'], at('localhost', 8444), dns)).rejects.toEqual(
      refusedWith('pull.host-not-allowed'),
    )
    await expect(reach(['rebound.example:443'], at('rebound.example'), dns)).rejects.toEqual(
      refusedWith('pull.address-not-allowed'),
    )
  })

  it('knows what kind of address one is, also an IPv4 inside an IPv6', () => {
    const kinds = [
      '8.8.8.8',
      '192.168.1.1',
      '127.9.9.9',
      '100.64.0.1',
      '2606:4700::1111',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
    ]
    expect(kinds.map(kindOf)).toEqual(['public', 'in-house', 'loopback', 'special', 'public', 'in-house', 'loopback'])
    expect(['fd00::1', '64:ff9b::7f00:1', '2002:7f00:1::', '::7f00:1', '224.0.0.1', 'nonsense'].map(kindOf)).toEqual([
      'in-house',
      'special',
      'special',
      'special',
      'special',
      'special',
    ])
  })
})

describe('an address', () => {
  it('stays below that of its source', () => {
    expect(addressOf('https://data.example/day', 'trades 20261120.csv').href).toBe(
      'https://data.example/day/trades%2020261120.csv',
    )
    for (const path of [
      '../x',
      '..',
      'a/../../x',
      '//evil.example/x',
      'https://evil.example/x',
      '%2e%2e/x',
      '\\\\evil',
    ])
      try {
        expect(addressOf('https://data.example/day/', path).href).toMatch(/^https:\/\/data\.example\/day\//)
      } catch (error) {
        expect(error).toMatchObject({ code: 'pull.address' })
      }
    expect(() => addressOf('http://data.example/', 'x')).toThrow()
    expect(() => addressOf('https://user:pass@data.example/', 'x')).toThrow()
  })
})
