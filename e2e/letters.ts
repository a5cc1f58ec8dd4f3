import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bodyOf, type Letter } from '../apps/api/src/mail/testing-mail-server.ts'

/** Journeys run in processes of their own: what the mail server gets lies in a folder for all of them. */
export function keepLetter(dataDir: string) {
  const folder = join(dataDir, 'letters')
  mkdirSync(folder)
  process.env.RAPPORT_LETTERS = folder
  let count = 0
  return (letter: Letter) =>
    writeFileSync(join(folder, `${String(++count).padStart(6, '0')}.json`), JSON.stringify(letter))
}

/** The words of the last letter to an address; undefined while there is none. */
export function lastLetterTo(address: string): string | undefined {
  const folder = process.env.RAPPORT_LETTERS!
  const letters = readdirSync(folder)
    .sort()
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(folder, name), 'utf8')) as Letter]
      } catch {
        // Being written.
        return []
      }
    })
  const last = letters.findLast(({ to }) => to.includes(address))
  return last && bodyOf(last)
}
