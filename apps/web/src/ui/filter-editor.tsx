import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '#words/words.ts'
import { useAddress } from './address.ts'
import { DayInput } from './day-input.tsx'
import classes from './filter-chips.module.css'
import type { Filter } from './filters.ts'

/** Changes one filter; what is chosen acts at once and is in the URL. */
export function FilterEditor({ filter, done }: { filter: Filter; done: () => void }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const value = get(filter.name) ?? ''
  switch (filter.kind) {
    case 'some': {
      const chosen = value ? value.split(',') : []
      return (
        <Checkbox.Group
          aria-label={filter.label}
          value={chosen}
          onChange={(next) =>
            change({
              [filter.name]: filter.choices
                .map((one) => one.value)
                .filter((one) => next.includes(one))
                .join(','),
            })
          }
        >
          <div className={classes.choices}>
            {filter.choices.map((choice) => (
              <Checkbox key={choice.value} value={choice.value} label={choice.label} size="xs" />
            ))}
          </div>
        </Checkbox.Group>
      )
    }
    case 'one':
      return (
        <Select
          label={filter.label}
          data={filter.choices}
          value={value || null}
          searchable
          {...(filter.search ? { onSearchChange: filter.search } : {})}
          nothingFoundMessage={t('ui.nothing-found')}
          comboboxProps={{ withinPortal: false }}
          data-autofocus
          onChange={(next) => {
            change({ [filter.name]: next })
            done()
          }}
        />
      )
    case 'days':
      return (
        <div className={classes.days}>
          <Day label={t('ui.from')} value={get(filter.from)} pick={(next) => change({ [filter.from]: next })} />
          <Day label={t('ui.to')} value={get(filter.to)} pick={(next) => change({ [filter.to]: next })} />
        </div>
      )
    case 'amounts':
      return <Amounts filter={filter} done={done} />
    case 'day':
      return <Day label={filter.label} value={get(filter.name)} pick={(next) => change({ [filter.name]: next })} />
    case 'month':
      return <Month label={filter.label} value={value} pick={(next) => change({ [filter.name]: next })} />
    case 'text':
      return <Typed filter={filter} value={value} done={done} />
    case 'flag':
      return null
  }
}

function Day({
  label,
  value,
  pick,
}: {
  label: string
  value: string | undefined
  pick: (next: string | null) => void
}) {
  return <DayInput label={label} value={value ?? null} clearable onChange={(next) => pick(next)} />
}

/** Amounts without a sign, with at most four places; what is none is not taken. */
const AMOUNT = /^\d{1,15}(\.\d{1,4})?$/
const WHOLE = /^\d{1,3}$/

function Amounts({ filter, done }: { filter: Filter & { kind: 'amounts' }; done: () => void }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const [least, setLeast] = useState(get(filter.from) ?? '')
  const [most, setMost] = useState(get(filter.to) ?? '')
  const wrong = (typed: string) => typed.trim() !== '' && !(filter.whole ? WHOLE : AMOUNT).test(typed.trim())
  const input = (label: string, value: string, set: (next: string) => void) => (
    <TextInput
      label={label}
      value={value}
      inputMode={filter.whole ? 'numeric' : 'decimal'}
      maxLength={20}
      error={wrong(value) && t(filter.whole ? 'ui.filter.whole' : 'ui.filter.amount')}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
  return (
    <form
      className={classes.days}
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong(least) || wrong(most)) return
        change({ [filter.from]: least.trim(), [filter.to]: most.trim() })
        done()
      }}
    >
      {input(t('ui.at-least'), least, setLeast)}
      {input(t('ui.at-most'), most, setMost)}
      <Button type="submit">{t('ui.apply')}</Button>
    </form>
  )
}

/** Acts as soon as the month is whole: not every browser has a calendar of months, some let one type. */
function Month({ label, value, pick }: { label: string; value: string; pick: (next: string) => void }) {
  return (
    <TextInput
      type="month"
      label={label}
      placeholder="YYYY-MM"
      defaultValue={value}
      min="1900-01"
      max="2199-12"
      data-autofocus
      onChange={(event) =>
        /^((19|20|21)\d\d-(0[1-9]|1[0-2]))?$/.test(event.currentTarget.value) && pick(event.currentTarget.value)
      }
    />
  )
}

function Typed({ filter, value, done }: { filter: Filter & { kind: 'text' }; value: string; done: () => void }) {
  const { t } = useWords()
  const { change } = useAddress()
  const [typed, setTyped] = useState(value)
  return (
    <form
      className={classes.days}
      onSubmit={(event) => {
        event.preventDefault()
        change({ [filter.name]: typed.trim() })
        done()
      }}
    >
      <TextInput
        label={filter.label}
        placeholder={filter.placeholder}
        value={typed}
        maxLength={80}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit">{t('ui.apply')}</Button>
    </form>
  )
}
