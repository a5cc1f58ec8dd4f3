import { Button } from '@mantine/core'
import { callRooms } from '@rapport/contract/service/call-rooms'
import { calls } from '@rapport/contract/service/calls'
import { IconMicrophone, IconScreenShare, IconVideo } from '@tabler/icons-react'
import { useAsk, useSend } from '#api/query.ts'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { enter } from './entered.ts'

const kinds = [
  { kind: 'voice', Icon: IconMicrophone },
  { kind: 'video', Icon: IconVideo },
  { kind: 'presentation', Icon: IconScreenShare },
] as const

/** Opens a room with a customer: to speak, to see each other, to show a screen. Not there where the firm has no gateway. */
export function MeetCustomer({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { data: settings } = useAsk(calls.settings)
  const start = useSend(callRooms.start, { refresh: [callRooms.current] })
  if (!settings?.rooms) return null
  const meet = async (kind: (typeof kinds)[number]['kind']) => {
    try {
      const { id } = await start.mutateAsync({ params: { id: customerId }, body: { kind } })
      enter(id)
    } catch (refused) {
      const { title, advice } = problemText(refused)
      void notify(`${title} ${advice}`)
    }
  }
  return (
    <Button.Group>
      {kinds.map(({ kind, Icon }) => (
        <Button
          key={kind}
          variant="default"
          px="sm"
          aria-label={t(`call-room.start.${kind}`)}
          title={t(`call-room.start.${kind}`)}
          disabled={start.isPending}
          onClick={() => void meet(kind)}
        >
          <Icon size={16} />
        </Button>
      ))}
    </Button.Group>
  )
}
