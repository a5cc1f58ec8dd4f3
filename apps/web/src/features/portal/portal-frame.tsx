import { Button } from '@mantine/core'
import { portal } from '@rapport/contract/service/portal'
import { useQueryClient } from '@tanstack/react-query'
import { NavLink, Outlet, useNavigate } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Languages } from '#ui/languages.tsx'
import { useWords } from '#words/words.ts'
import classes from './portal.module.css'

const areas = ['requests', 'reports', 'messages', 'surveys'] as const

/** What stands around every page of a customer: who they are, four areas, the way out. */
export function PortalFrame() {
  const { t } = useWords()
  const navigate = useNavigate()
  const client = useQueryClient()
  const signOut = useSend(portal.signOut)
  const me = useAsk(portal.whoAmI).data
  const leave = async () => {
    await signOut.mutateAsync({}).catch(() => undefined)
    client.clear()
    await navigate('/portal/sign-in', { replace: true })
  }
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <p className={classes.name}>{t('portal.title')}</p>
        <div className={classes.me}>
          <span>{me?.name}</span>
          <Button variant="subtle" size="xs" loading={signOut.isPending} onClick={() => void leave()}>
            {t('portal.out')}
          </Button>
        </div>
        <nav className={classes.areas} aria-label={t('portal.areas')}>
          {areas.map((area) => (
            <NavLink key={area} to={`/portal/${area}`}>
              {t(`portal.${area}`)}
            </NavLink>
          ))}
        </nav>
      </header>
      <main className={classes.page}>
        {me && <p className={classes.care}>{t('portal.care', { unit: me.unit, manager: me.manager ?? '–' })}</p>}
        <Outlet />
        <footer className={classes.foot}>
          <Languages />
        </footer>
      </main>
    </div>
  )
}
