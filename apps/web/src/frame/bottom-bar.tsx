import { useDisclosure } from '@mantine/hooks'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { NavLink } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import classes from './frame.module.css'
import { PlaceIcon } from './place-icon.tsx'
import { areasFor, today } from './places.ts'

const More = lazy(() => import('./more.tsx').then((module) => ({ default: module.More })))

const THUMB = ['/customers', '/care-visits']

/** On a phone: today, customers, visits, more. */
export function BottomBar() {
  const { t } = useWords()
  const viewer = useViewer()
  const [opened, { open, close }] = useDisclosure(false)
  const places = areasFor(viewer)
    .flatMap((area) => area.places)
    .filter(({ to }) => THUMB.includes(to))
  return (
    <nav aria-label={t('frame.bottom')} className={classes.bottom}>
      {[today, ...places].map((place) => (
        <NavLink key={place.to} to={place.to} end={place.to === '/'} className={classes.thumb}>
          <PlaceIcon name={place.icon} size={20} />
          {t(place.label)}
        </NavLink>
      ))}
      <button type="button" className={classes.thumb} onClick={open} aria-expanded={opened}>
        <IconDots size={20} stroke={1.6} />
        {t('frame.more')}
      </button>
      {opened && (
        <Suspense fallback={null}>
          <More onClose={close} />
        </Suspense>
      )}
    </nav>
  )
}
