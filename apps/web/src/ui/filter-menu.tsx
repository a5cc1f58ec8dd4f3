import { Menu } from '@mantine/core'
import type { Filter } from './filters.ts'

/** The filters that are not set yet. */
export function FilterMenu({ filters, choose }: { filters: Filter[]; choose: (filter: Filter) => void }) {
  return filters.map((filter) => (
    <Menu.Item key={filter.name} onClick={() => choose(filter)}>
      {filter.label}
    </Menu.Item>
  ))
}
