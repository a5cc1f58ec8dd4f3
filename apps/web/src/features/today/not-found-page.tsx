import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Page } from '#ui/page.tsx'
import { NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'

export function NotFoundPage() {
  const { t } = useWords()
  return (
    <Page title={t('ui.not-found')} heading={<span />}>
      <NotFound whole>
        <Button component={Link} to="/" variant="default">
          {t('frame.today')}
        </Button>
      </NotFound>
    </Page>
  )
}
