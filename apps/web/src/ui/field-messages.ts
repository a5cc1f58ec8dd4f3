/** Messages anywhere in the error of a field that holds more than one value, each once. */
export function messagesIn(error: unknown): string[] {
  if (!error || typeof error !== 'object') return []
  const { message } = error as { message?: unknown }
  if (typeof message === 'string') return [message]
  const found = Object.entries(error).flatMap(([name, part]) => (name === 'ref' ? [] : messagesIn(part)))
  return [...new Set(found)]
}
