import { ActionIcon } from '@mantine/core'
import { customerOrigins, type ValueOrigin } from '@rapport/contract/customer/customer-origins'
import { IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Flyout } from '#ui/flyout.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './origins.module.css'

interface Props {
  customerId: string
  /** The record that the value is of: the customer's own where none is named. */
  recordId?: string
  field: string
  /** What the value is called. */
  label: string
}

/** A value with the way to where it comes from beside it; nothing where there is no value. */
export function Sourced({ value, ...of }: Props & { value: ReactNode }) {
  if (value === null || value === undefined || value === '' || value === false) return null
  return (
    <span className={classes.sourced}>
      {value} <WhereFrom {...of} />
    </span>
  )
}

/** A small button that tells where a value comes from, when, and by whom. Asked for when it is first pressed. */
export function WhereFrom({ customerId, recordId = customerId, field, label }: Props) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const told = useRef<HTMLDivElement>(null)
  const close = () => {
    // The focus goes back to where it came from, unless it is elsewhere by now.
    if (told.current?.contains(document.activeElement)) button.current?.focus()
    setOpened(false)
  }
  return (
    <Flyout
      opened={opened}
      close={close}
      focus
      width={240}
      target={
        <ActionIcon
          ref={button}
          size="xs"
          className={classes.mark}
          aria-label={t('origin.of', { label })}
          title={t('origin.of', { label })}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconInfoCircle size={14} />
        </ActionIcon>
      }
    >
      {() => (
        <div
          ref={told}
          role="dialog"
          aria-label={t('origin.of', { label })}
          tabIndex={-1}
          data-autofocus
          className={classes.told}
        >
          <Told customerId={customerId} recordId={recordId} field={field} />
        </div>
      )}
    </Flyout>
  )
}

function Told({ customerId, recordId, field }: Required<Pick<Props, 'customerId' | 'recordId' | 'field'>>) {
  const { t } = useWords()
  const answer = useAsk(customerOrigins.list, { params: { id: customerId } })
  return (
    <Answered answer={answer} lines={2}>
      {({ items }) => {
        const origin = items.find((one) => one.recordId === recordId && one.field === field)
        return origin ? <Origin of={origin} /> : <p>{t('origin.unknown')}</p>
      }}
    </Answered>
  )
}

function Origin({ of }: { of: ValueOrigin }) {
  const { t } = useWords()
  return (
    <>
      <strong>{t(`origin.source.${of.source}`)}</strong>
      {of.feed && <span>{t('origin.feed', of.feed)}</span>}
      {of.by && <span>{of.by.name}</span>}
      <Instant at={of.at} />
      {of.importId && <Link to={`/imports/${of.importId}`}>{t('origin.import')}</Link>}
    </>
  )
}
