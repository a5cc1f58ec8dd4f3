import { Link } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { PlaceIcon } from '#frame/place-icon.tsx'
import { areasFor } from '#frame/places.ts'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

/** For who sees no customers: the pages that are theirs. */
export function Places() {
  const { t } = useWords()
  const viewer = useViewer()
  const places = areasFor(viewer).flatMap((area) => area.places)
  return (
    <ul className={classes.figures}>
      {places.map((place) => (
        <li key={place.to}>
          <Link to={place.to} className={classes.figure}>
            <PlaceIcon name={place.icon} size={20} />
            <span className={classes.place}>{t(place.label)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
