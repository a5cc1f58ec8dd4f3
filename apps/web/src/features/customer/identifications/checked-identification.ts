import type { IdentificationDraft } from '@rapport/contract/customer/identifications'
import { checkIdentification } from '@rapport/contract/identity/identification'
import { isMask } from '@rapport/contract/identity/masks'
import type { z } from 'zod'

/** The same check as the server's, before sending; a masked number sent back is not a number to check. */
export const checkedIdentification =
  (today: string, path: string[] = []) =>
  ({ value, issues }: z.core.ParsePayload<Pick<z.output<typeof IdentificationDraft>, 'type' | 'number'>>) => {
    if (isMask(value.number)) return
    const checked = checkIdentification(value.type, value.number, today)
    if (!checked.ok)
      issues.push({ code: 'custom', message: checked.code, input: value, path: [...path, 'number'], continue: true })
  }
