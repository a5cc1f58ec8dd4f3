import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { customers } from '@rapport/contract/customer/customers'
import { IconPlus, IconSearch, IconUser } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { useAsk } from '#api/query.ts'
import { may, useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import classes from './palette.module.css'
import { PlaceIcon } from './place-icon.tsx'
import { areasFor, today } from './places.ts'

interface Found {
  key: string
  to: string
  label: string
  about?: string
  icon: ReactNode
}

/** Search and commands: customers by name, pinyin or number, pages, actions. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const found = useFound(typed)
  const now = Math.min(active, Math.max(found.length - 1, 0))
  const go = (to: string) => {
    onClose()
    void navigate(to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const chosen = found[now]
    if (step !== 0) setActive((now + step + found.length) % Math.max(found.length, 1))
    else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) go(chosen.to)
    else return
    event.preventDefault()
  }
  return (
    <Modal.Root opened onClose={onClose} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('frame.search')}>
        <TextInput
          variant="unstyled"
          className={classes.input}
          leftSection={<IconSearch size={16} />}
          placeholder={t('frame.search.placeholder')}
          aria-label={t('frame.search.placeholder')}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[now] ? `${id}-${now}` : undefined}
          data-autofocus
          maxLength={80}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div role="listbox" id={`${id}-list`} aria-label={t('frame.search')} className={classes.list}>
          {found.map((one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above
            <div
              key={one.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === now}
              className={classes.option}
              onClick={() => go(one.to)}
              onMouseMove={() => setActive(index)}
            >
              {one.icon}
              <span className="truncate">{one.label}</span>
              {one.about && <span className={`${classes.about} truncate`}>{one.about}</span>}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className={classes.none} role="status">
            {t('ui.nothing-found')}
          </p>
        )}
      </Modal.Content>
    </Modal.Root>
  )
}

/** What fits what was typed: customers first, then pages and actions. */
function useFound(typed: string): Found[] {
  const { t } = useWords()
  const viewer = useViewer()
  const [q] = useDebouncedValue(typed.trim(), 150)
  const mayRead = may(viewer, customers.list)
  const answer = useAsk(customers.list, { query: { q, limit: '8' } }, { enabled: mayRead && q !== '', keep: true })
  const people = q === '' ? [] : (answer.data?.items ?? [])
  const pages = [today, ...areasFor(viewer).flatMap((area) => area.places)].map((place) => ({
    key: place.to,
    to: place.to,
    label: t(place.label),
    icon: <PlaceIcon name={place.icon} size={16} />,
  }))
  const actions = may(viewer, customers.create)
    ? [{ key: 'new', to: '/customers/new', label: t('frame.new-customer'), icon: <IconPlus size={16} /> }]
    : []
  const fits = ({ label }: { label: string }) => label.toLowerCase().includes(typed.trim().toLowerCase())
  return [
    ...people.map((one) => ({
      key: one.id,
      to: `/customers/${one.id}`,
      label: one.name,
      about: [one.customerNo, one.unit.name].join(' · '),
      icon: <IconUser size={16} />,
    })),
    ...[...actions, ...pages].filter(fits),
  ]
}
