import { Menu, Popover } from '@mantine/core'
import classes from './flyout.module.css'
import type { FlyoutProps } from './flyout.tsx'

type Props = Omit<FlyoutProps, 'target'>

/** Floats at an invisible copy of the button's place: the button itself was there before this was loaded. */
export function FlyoutPanel({ opened, close, children, end, focus, width, outside }: Props) {
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && close()}
      position={end ? 'bottom-end' : 'bottom-start'}
      trapFocus={focus ?? false}
      returnFocus={focus ?? false}
      withRoles={false}
      // Inside the page, so that its content stays in a landmark; the head of a table would cut it off.
      withinPortal={outside ?? false}
      {...(width ? { width } : {})}
    >
      <Popover.Target>
        <span className={classes.anchor} aria-hidden />
      </Popover.Target>
      <Popover.Dropdown p="sm">{children()}</Popover.Dropdown>
    </Popover>
  )
}

export function FlyoutMenu({ opened, close, children, end, width }: Props) {
  return (
    <Menu
      opened={opened}
      onChange={(next) => !next && close()}
      position={end ? 'bottom-end' : 'bottom-start'}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      {...(width ? { width } : {})}
    >
      <Menu.Target>
        <span className={classes.anchor} aria-hidden tabIndex={-1} />
      </Menu.Target>
      <Menu.Dropdown>{children()}</Menu.Dropdown>
    </Menu>
  )
}
