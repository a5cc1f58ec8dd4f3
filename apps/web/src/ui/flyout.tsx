import { lazy, type ReactNode, Suspense } from 'react'
import classes from './flyout.module.css'

const Panel = lazy(() => import('./flyout-panel.tsx').then((module) => ({ default: module.FlyoutPanel })))
const MenuPanel = lazy(() => import('./flyout-panel.tsx').then((module) => ({ default: module.FlyoutMenu })))

export interface FlyoutProps {
  opened: boolean
  close: () => void
  /** What is pressed: a button with its own `aria-expanded`. */
  target: ReactNode
  /** What floats: loaded and drawn when it is first opened. */
  children: () => ReactNode
  end?: boolean
  /** Takes the focus in, and gives it back. */
  focus?: boolean
  width?: number
  /** Drawn outside of the page: for what would be cut off, such as the head of a table. */
  outside?: boolean
}

/** Something that floats beside its button. The floating machinery is loaded with the first press. */
export function Flyout({ target, ...rest }: FlyoutProps) {
  return (
    <span className={classes.place}>
      {target}
      {rest.opened && (
        <Suspense fallback={null}>
          <Panel {...rest} />
        </Suspense>
      )}
    </span>
  )
}

/** The same for a menu: its children are `Menu.Item`s, drawn by a component that is itself loaded late. */
export function MenuFlyout({ target, ...rest }: FlyoutProps) {
  return (
    <span className={classes.place}>
      {target}
      {rest.opened && (
        <Suspense fallback={null}>
          <MenuPanel {...rest} />
        </Suspense>
      )}
    </span>
  )
}
