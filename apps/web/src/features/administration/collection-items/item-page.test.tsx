import { collectionItems } from '@rapport/contract/administration/collection-items'
import { Layout } from '@rapport/contract/administration/collection-layout'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { units, users } from '@rapport/contract/administration/organisation'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { ItemPage } from './item-page.tsx'
import { anItem, aPreview } from './testing.ts'

const guessed = Layout.parse({ format: 'csv', delimiter: ';', encoding: 'gb18030' })
const { mapping } = anItem()

function open(at: string) {
  answering(users.colleagues, () => ({ items: [] }))
  answering(units.list, () => ({ items: [] }))
  answering(dataSources.contents, () => ({
    entries: [{ name: 'fills_20261120.csv', bytes: 10, changedAt: null }],
    more: false,
  }))
  answering(dataSources.list, () => ({
    items: [
      {
        id: idOf(820),
        version: 1,
        code: 'counter',
        name: 'Counter system',
        settings: { kind: 'folder' as const, folder: 'counter' },
        hasSecret: false,
        owner: null,
        contact: null,
        active: true,
        items: 0,
        lastArrivalAt: null,
        coverage: null,
      },
    ],
  }))
  const shown = show(<ItemPage />, { path: '/data-centre/items/:id', at })
  const drop = async (name = 'fills_20261120.csv') => {
    const input = await waitFor(() => {
      const found = shown.container.querySelector('input[type=file]')
      if (!found) throw new Error('no file yet')
      return found
    })
    fireEvent.change(input, { target: { files: [new File(['acct;bs;qty\n'], name)] } })
  }
  return { ...shown, drop }
}

const pick = async (name: string, option: string) => {
  const box = await screen.findByRole('combobox', { name })
  fireEvent.click(box)
  const list = await waitFor(() => document.getElementById(String(box.getAttribute('aria-controls'))) as HTMLElement)
  fireEvent.click(await within(list).findByRole('option', { name: option, hidden: true }))
}
const json = (form: FormData | null | undefined, part: string) => {
  const said = form?.get(part)
  return said ? JSON.parse(String(said)) : undefined
}

test('a sample brings its layout and mapping; what is changed by hand is looked at again and kept', async () => {
  const asked = answering(collectionItems.preview, ({ form }) =>
    form?.get('mapping')
      ? aPreview(
          JSON.stringify(json(form, 'mapping')).includes('"X"')
            ? { rows: aPreview().rows.map((row) => ({ ...row, reasons: [] })) }
            : {},
        )
      : aPreview({ guessedLayout: guessed, suggestedMapping: mapping }),
  )
  const sent = answering(collectionItems.create, () => anItem())
  const { router, drop } = open(`/data-centre/items/new?source=${idOf(820)}`)
  await drop()
  await screen.findByText('1 of 2 rows are fine')
  expect([asked[0]?.form?.get('target'), asked[0]?.form?.get('layout'), asked[0]?.form?.get('mapping')]).toEqual([
    'trades',
    null,
    null,
  ])
  expect(screen.getByDisplayValue('fills_{date}.csv')).toBeTruthy()
  expect(screen.getByDisplayValue('Semicolon')).toBeTruthy()
  expect(screen.getByText('Side: Not one of the known words; say under the field what it means.')).toBeTruthy()
  await pick('Meaning of X', 'Sell')
  await screen.findByText('2 of 2 rows are fine')
  const changed = { ...mapping, fields: { ...mapping.fields, side: { ...mapping.fields.side, values: { X: 'sell' } } } }
  expect(json(asked.at(-1)?.form, 'mapping')).toEqual(changed)
  expect(json(asked.at(-1)?.form, 'layout')).toEqual(guessed)
  fireEvent.change(screen.getByRole('textbox', { name: /^Name/ }), { target: { value: 'Fills' } })
  fireEvent.change(screen.getByRole('textbox', { name: /^Code/ }), { target: { value: 'fills' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add item' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/data-centre/sources'))
  expect(sent[0]?.body).toMatchObject({
    sourceId: idOf(820),
    code: 'fills',
    target: 'trades',
    place: 'fills_{date}.csv',
    layout: guessed,
    mapping: changed,
    sideFile: null,
  })
})

test('another kind of rows is guessed anew, how the file is written stays as it was set, and what is lacking is no reproach', async () => {
  const asked = answering(collectionItems.preview, ({ form }) => {
    const target = form?.get('target')
    if (json(form, 'mapping') && target === 'trades')
      throw new Refuse(422, 'invalid', { errors: [{ field: 'mapping.fields.side', code: 'required' }] })
    const fields = { price: { column: 'qty' } }
    const suggestedMapping = json(form, 'mapping') ? null : { target, fields: target === 'prices' ? fields : {} }
    return aPreview({
      guessedLayout: form?.get('layout') ? null : guessed,
      suggestedMapping: suggestedMapping as never,
      fields: [{ name: 'price', required: true, type: 'decimal', values: null }],
      values: [{ price: '12.470000000000' }, null],
    })
  })
  const { drop } = open(`/data-centre/items/new?source=${idOf(820)}`)
  await drop()
  expect(await screen.findByText(/come from nowhere yet/)).toBeTruthy()
  expect(screen.queryByText(/was entered is not right/)).toBeNull()
  expect(screen.queryByText(/rows are fine/)).toBeNull()
  await pick('Delimiter', 'Comma')
  await pick('What the rows are', 'Prices')
  expect(await screen.findByText('12.47')).toBeTruthy()
  const anew = asked.find(({ form }) => form?.get('target') === 'prices')
  expect([json(anew?.form, 'layout')?.delimiter, json(anew?.form, 'mapping')]).toEqual([',', undefined])
  await waitFor(() => expect(json(asked.at(-1)?.form, 'mapping')?.fields).toMatchObject({ price: { column: 'qty' } }))
})

test('a file at the source serves as well as one from here', async () => {
  const asked = answering(collectionItems.previewAtSource, () =>
    aPreview({ guessedLayout: guessed, suggestedMapping: mapping }),
  )
  open(`/data-centre/items/new?source=${idOf(820)}`)
  await pick('Or one at the source', 'fills_20261120.csv')
  await screen.findByText('1 of 2 rows are fine')
  expect(asked[0]?.body).toEqual({ sourceId: idOf(820), name: 'fills_20261120.csv', target: 'trades' })
})

test('what the mapping lacks is told at its field, and the rows before stay in sight', async () => {
  answering(collectionItems.open, () => anItem())
  answering(collectionItems.preview, ({ form }) => {
    if (!json(form, 'mapping').fields.quantity)
      throw new Refuse(422, 'invalid', { errors: [{ field: 'mapping.fields.tradedOn', code: 'expression.syntax' }] })
    return aPreview()
  })
  const { drop } = open(`/data-centre/items/${idOf(800)}`)
  await drop()
  await screen.findByText('1 of 2 rows are fine')
  await pick('Quantity comes from', 'Not in the file')
  expect(await screen.findByText('The expression cannot be read.')).toBeTruthy()
  expect(screen.getByText('Every row needs this: choose a column or a value.')).toBeTruthy()
  expect(screen.getByRole('region', { name: 'Rows of the file' })).toBeTruthy()
})

test('a file that cannot be read is refused in one sentence', async () => {
  answering(collectionItems.preview, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'file', code: 'xlsx.protected' }] })
  })
  const { drop } = open(`/data-centre/items/new?source=${idOf(820)}`)
  await drop('book.xlsx')
  expect(await screen.findByText('The Excel file is protected by a password.')).toBeTruthy()
})

test('control totals of the last line and of a side file are described and compared', async () => {
  answering(collectionItems.open, () => anItem())
  const asked = answering(collectionItems.preview, () =>
    aPreview({
      declared: { rows: 3, sums: { amount: '10.50' }, sha256: null },
      differences: [{ what: 'rows', declared: '3', found: '2', difference: '1' }],
    }),
  )
  const sent = answering(collectionItems.change, () => anItem())
  const { drop } = open(`/data-centre/items/${idOf(800)}`)
  await drop()
  fireEvent.click(await screen.findByRole('checkbox', { name: 'The last line declares control totals' }))
  fireEvent.click(screen.getAllByRole('button', { name: 'Add total' })[0] as HTMLElement)
  expect(await screen.findByText('Declared: Rows 3 · Sum of Amount 10.5')).toBeTruthy()
  expect(screen.getByRole('table', { name: 'Control totals that differ' })).toBeTruthy()
  const trailer = { prefix: 'TRAILER', totals: [{ at: 2, is: 'rows', scale: 0 }] }
  await waitFor(() => expect(json(asked.at(-1)?.form, 'layout')).toMatchObject({ trailer }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'A side file declares control totals' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    ifMatch: '"5"',
    body: { layout: { trailer }, sideFile: { suffix: '.ctl', format: 'key-value', totals: [] } },
  })
  expect(Object.keys(sent[0]?.body as object).sort()).toEqual(['layout', 'sideFile'])
})

test('customers that are made need the unit they belong to', async () => {
  answering(collectionItems.open, () => anItem())
  const sent = answering(collectionItems.change, () => anItem())
  open(`/data-centre/items/${idOf(800)}`)
  await pick('Unknown customers', 'Make it')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Say to which unit the customers that are made belong.')).toBeTruthy()
  expect(sent).toHaveLength(0)
})
