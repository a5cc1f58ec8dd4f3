import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** The cells of the lines of COPY … TO STDOUT in text form, in blocks as they arrive. For values that need no escapes. */
export async function* linesOf(copy: Readable): AsyncGenerator<string[][]> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const bytes of copy) {
    const text = rest + decoder.write(bytes as Buffer)
    const end = text.lastIndexOf('\n')
    if (end < 0) {
      rest = text
      continue
    }
    rest = text.slice(end + 1)
    yield text
      .slice(0, end)
      .split('\n')
      .map((line) => line.split('\t'))
  }
}
