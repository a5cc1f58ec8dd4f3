import { Link } from 'react-router'
import classes from './views.module.css'

interface Props {
  /** What the views are of. */
  label: string
  /** In their order; the first is the one that is there without being asked for. */
  views: readonly { name: string; label: string }[]
  shown: string | undefined
}

/** Views of a page, one at a time, by `?view=`. */
export const Views = ({ label, views, shown }: Props) => (
  <nav aria-label={label} className={classes.views}>
    {views.map(({ name, label: text }, i) => (
      <Link key={name} to={i === 0 ? '?' : `?view=${name}`} aria-current={name === shown ? 'page' : undefined}>
        {text}
      </Link>
    ))}
  </nav>
)
