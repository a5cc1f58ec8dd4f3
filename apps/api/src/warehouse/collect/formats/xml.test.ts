import { encode } from 'iconv-lite'
import { expect, it } from 'vitest'
import { cellsOf, collected, refusalOf } from '#warehouse/collect/testing.ts'

const columns = (...paths: string[]) => paths.map((path) => ({ name: path, path }))
const layout = {
  format: 'xml' as const,
  record: 'Stmt/Ntry',
  columns: columns('../Acct/Id', 'Amt', 'Amt/@Ccy', '@no', 'Dtls/Note'),
}
const statement = `<?xml version="1.0"?>
<d:Document xmlns:d="urn:x"><d:Hdr><d:NbOfTxs> 3 </d:NbOfTxs><d:CtrlSum>13.70</d:CtrlSum></d:Hdr>
 <d:Stmt><d:Acct><d:Id>A1</d:Id></d:Acct>
  <d:Ntry no="1"><d:Amt Ccy="CNY">1.20</d:Amt><d:Dtls><d:Note>a &amp; b</d:Note><d:Note><![CDATA[<c>]]></d:Note></d:Dtls></d:Ntry>
  <d:Ntry no="2"><d:Amt Ccy="EUR">12.50</d:Amt></d:Ntry></d:Stmt>
 <d:Stmt><d:Acct/><d:Ntry no="3"/></d:Stmt>
</d:Document>`

it('reads elements by local names, their attributes, and what stands above them', async () => {
  for (const piece of [1, 10, 65_536]) {
    const found = await collected(statement, layout, piece)
    expect(found.columns).toEqual(['../Acct/Id', 'Amt', 'Amt/@Ccy', '@no', 'Dtls/Note'])
    expect(cellsOf(found)).toEqual([
      ['A1', '1.20', 'CNY', '1', 'a & b <c>'],
      ['A1', '12.50', 'EUR', '2', ''],
      ['', '', '', '3', ''],
    ])
    expect(found.records.map(({ line }) => line)).toEqual([4, 5, 6])
  }
  expect(cellsOf(await collected(statement, { ...layout, record: '/Document/Stmt/Ntry' }))).toHaveLength(3)
  expect(cellsOf(await collected(statement, { ...layout, record: '/Stmt/Ntry' }))).toHaveLength(0)
})

it('reads the totals that the file declares of itself', async () => {
  const totals = [
    { path: 'Hdr/NbOfTxs', is: 'rows' as const },
    { path: 'CtrlSum', is: 'sum' as const, of: { field: 'amount' } },
  ]
  const found = await collected(statement, { ...layout, totals })
  expect(found.declared).toEqual({ rows: 3, sums: { amount: '13.70' }, sha256: null })
  expect(await refusalOf('<Document/>', { ...layout, totals })).toBe('file.trailer-missing')
})

it('reads the encoding that the file says', async () => {
  const text = '<?xml version="1.0" encoding="GBK"?><a><b><c>王小明</c></b></a>'
  const names = { format: 'xml' as const, record: 'b', columns: columns('c') }
  expect(cellsOf(await collected(encode(text, 'gbk'), names, 3))).toEqual([['王小明']])
  expect(cellsOf(await collected(encode(text.replace('GBK', 'UTF-16'), 'utf-16le', { addBOM: true }), names))).toEqual([
    ['王小明'],
  ])
  expect(cellsOf(await collected(encode(text.replace('GBK', 'UTF-8'), 'gbk'), names))).toEqual(['row.encoding'])
  expect(await refusalOf(text.replace('GBK', 'x-klingon'), names)).toBe('file.encoding')
})

it('refuses every DOCTYPE outright: no bomb, no file, no address is looked at (BI-45)', async () => {
  const names = { format: 'xml' as const, record: 'a', columns: columns('.') }
  const laughs = `<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a>&m;</a>`
  for (const text of [laughs, '<!DOCTYPE a SYSTEM "http://127.0.0.1/x"><a/>', `<?xml version="1.0"?><!DOCTYPE a><a/>`])
    expect(await refusalOf(text, names)).toBe('xml.doctype')
  expect(await refusalOf('<a>&xxe;</a>', names)).toBe('xml.not-well-formed')
})

it('bounds depth, text and what stands between tags', async () => {
  const names = { format: 'xml' as const, record: 'r/a', columns: columns('.') }
  expect(await refusalOf('<x>'.repeat(100_000), names)).toBe('xml.too-deep')
  expect(await refusalOf(`<r><a>${'&#65;'.repeat(1_000_000)}`, names)).toBe('xml.piece-too-long')
  expect(await refusalOf(`<r><a ${'x'.repeat(10_000_000)}="1"/></r>`, names)).toBe('xml.piece-too-long')
  expect(await refusalOf(`<r><!--${'x'.repeat(10_000_000)}--></r>`, names)).toBe('xml.piece-too-long')
  const long = `<r><a>${'x'.repeat(300_000)}</a><a>fine</a></r>`
  expect(cellsOf(await collected(long, names))).toEqual(['row.too-large', ['fine']])
})

it('is refused where it breaks off or is no XML', async () => {
  expect(await refusalOf(statement.slice(0, -20), layout)).toBe('xml.not-well-formed')
  expect(await refusalOf('a,b\n1,2\n', layout)).toBe('xml.not-well-formed')
  expect(await refusalOf('<a></b>', layout)).toBe('xml.not-well-formed')
})
