import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'

/** Says for a moment what was done; with `undo`, offers to take it back. */
export function notify(message: string, undo?: { label: string; act: () => unknown }) {
  const id = notifications.show({
    message: undo ? (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
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
    autoClose: undo ? 12_000 : 4000,
    color: 'indigo',
    withCloseButton: false,
  })
}
