/** Lines of text out of pieces, with LF or CRLF; a line longer than `longest` comes as null and is skipped to its end. */
export class TextLines {
  private rest = ''
  private skipping = false
  private line = 1

  constructor(private readonly longest: number) {}

  read(piece: string, last: boolean): { line: number; text: string | null }[] {
    const text = this.rest + piece
    const lines: { line: number; text: string | null }[] = []
    let at = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      this.give(lines, text.slice(at, end))
      at = end + 1
    }
    this.rest = text.slice(at)
    if (last) {
      if (this.rest !== '') this.give(lines, this.rest)
      this.rest = ''
    } else if (this.rest.length > this.longest) {
      if (!this.skipping) lines.push({ line: this.line, text: null })
      this.skipping = true
      this.rest = ''
    }
    return lines
  }

  private give(lines: { line: number; text: string | null }[], text: string) {
    if (!this.skipping) lines.push({ line: this.line, text: text.length > this.longest ? null : text })
    this.skipping = false
    this.line++
  }
}
