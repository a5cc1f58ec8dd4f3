/** Why a file cannot be read at all. */
export type Unreadable =
  | 'file.empty'
  | 'file.damaged'
  | 'file.expands-too-far'
  | 'file.encoding'
  | 'file.columns'
  | 'file.columns-twice'
  | 'file.not-a-table'
  | 'file.cut-off'
  | 'file.trailer-missing'
  | 'file.trailer-shape'
  | 'file.rows-after-trailer'
  | 'file.too-large'
  | 'xml.not-well-formed'
  | 'xml.doctype'
  | 'xml.too-deep'
  | 'xml.piece-too-long'
  | 'xlsx.not-one'
  | 'xlsx.protected'
  | 'xlsx.entries'
  | 'xlsx.no-such-sheet'
  | 'xlsx.cell-place'
  | 'xlsx.strings'
  | 'xlsx.styles'
  | 'side-file.shape'

/** The file is refused as a whole: no row of it may be used, whatever was read before. */
export class CannotRead extends Error {
  constructor(
    readonly code: Unreadable,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(code)
  }
}
