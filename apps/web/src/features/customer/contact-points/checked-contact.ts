import type { ContactPointDraft } from '@rapport/contract/customer/contact-points'
import { checkContact } from '@rapport/contract/identity/contact'
import { isMask } from '@rapport/contract/identity/masks'
import type { z } from 'zod'

/** The same check as the server's, before sending; a masked value sent back is left alone. */
export const checkedContact =
  (path: (string | number)[] = []) =>
  ({ value, issues }: z.core.ParsePayload<Pick<z.output<typeof ContactPointDraft>, 'kind' | 'value'>>) => {
    if (isMask(value.value)) return
    const checked = checkContact(value.kind, value.value)
    if (!checked.ok)
      issues.push({ code: 'custom', message: checked.code, input: value, path: [...path, 'value'], continue: true })
  }
