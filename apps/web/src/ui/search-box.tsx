import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useWords } from '#words/words.ts'
import { useAddress } from './address.ts'

/** Search of a list, from one character, kept in the URL under `name`. */
export function SearchBox({ label, name = 'q', maxLength = 80 }: { label: string; name?: string; maxLength?: number }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const value = get(name) ?? ''
  const [typed, setTyped] = useState(value)
  // Back, forward and cleared filters change the address under the box.
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value])
  const send = useDebouncedCallback((next: string) => change({ [name]: next.trim() }, { replace: true }), 200)
  const set = (next: string) => {
    setTyped(next)
    send(next)
  }
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      size="xs"
      w={280}
      maw="100%"
      value={typed}
      maxLength={maxLength}
      leftSection={<IconSearch size={14} />}
      rightSection={typed ? <CloseButton size="xs" aria-label={t('ui.clear')} onClick={() => set('')} /> : null}
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && set('')}
      // Sent later it would take a page back that was opened in between.
      onBlur={() => send.flush()}
    />
  )
}
