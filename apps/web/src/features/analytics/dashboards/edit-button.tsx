import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useWords } from '#words/words.ts'

/** To the arranging of a dashboard. */
export function EditButton({ id }: { id: string }) {
  const { t } = useWords()
  return (
    <Button component={Link} to={`/dashboards/${id}/edit`} variant="default" leftSection={<IconPencil size={16} />}>
      {t('dashboard.edit')}
    </Button>
  )
}
