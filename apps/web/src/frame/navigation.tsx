import { NavLink } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import classes from './frame.module.css'
import { PlaceIcon } from './place-icon.tsx'
import { areasFor, type Place, today } from './places.ts'

/** The areas and their pages, as far as this viewer may open them. */
export function Navigation({ folded = false, onGo }: { folded?: boolean; onGo?: () => void }) {
  const { t } = useWords()
  const viewer = useViewer()
  return (
    <nav aria-label={t('frame.navigation')} className={classes.areas}>
      <Entry place={today} folded={folded} onGo={onGo} />
      {areasFor(viewer).map((area) => (
        <div key={area.label}>
          <h2 className={classes.area}>{folded ? '' : t(area.label)}</h2>
          {area.places.map((place) => (
            <Entry key={place.to} place={place} folded={folded} onGo={onGo} />
          ))}
        </div>
      ))}
    </nav>
  )
}

function Entry({ place, folded, onGo }: { place: Place; folded: boolean; onGo: (() => void) | undefined }) {
  const { t } = useWords()
  const label = t(place.label)
  return (
    <NavLink
      to={place.to}
      end={place.to === '/'}
      className={classes.entry}
      aria-label={label}
      title={folded ? label : undefined}
      onClick={onGo}
    >
      <PlaceIcon name={place.icon} size={18} />
      {!folded && <span>{label}</span>}
    </NavLink>
  )
}
