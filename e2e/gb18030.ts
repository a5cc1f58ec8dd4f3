/** Text as a Chinese office program of old would save it. Only characters of two bytes, which Node reads but does not write. */
export function asGb18030(text: string): Buffer {
  codes ??= readCodes()
  return Buffer.concat(
    [...text].map((character) => {
      if (character.charCodeAt(0) < 0x80) return Buffer.from(character)
      const code = codes?.get(character)
      if (!code) throw new Error(`${character} is not among the characters of two bytes.`)
      return code
    }),
  )
}

let codes: Map<string, Buffer> | undefined

function readCodes() {
  const decoder = new TextDecoder('gb18030')
  const read = new Map<string, Buffer>()
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++) {
      const bytes = Buffer.from([first, second])
      const text = second === 0x7f ? '' : decoder.decode(bytes)
      if (text.length === 1 && !read.has(text)) read.set(text, bytes)
    }
  return read
}
