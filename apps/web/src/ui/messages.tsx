import { Button } from '@mantine/core'
import '@mantine/notifications/styles.css'
import { Notifications, notifications } from '@mantine/notifications'
import classes from './messages.module.css'
import type { Message } from './notify.tsx'

/** Shows one message; with something to take back it stays longer. */
export function showMessage({ message, undo }: Message) {
  const id = notifications.show({
    message: undo ? (
      <span className={classes.undo}>
        {message}
        <Button
          variant="default"
          onClick={() => {
            notifications.hide(id)
            undo.act()
          }}
        >
          {undo.label}
        </Button>
      </span>
    ) : (
      message
    ),
    autoClose: undo ? 20_000 : 4000,
    color: 'indigo',
    withCloseButton: false,
  })
}

/** Where messages appear. */
export const MessagesPlace = () => <Notifications position="bottom-center" />
