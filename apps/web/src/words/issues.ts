import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

/** The code of a validation issue, `code` or `code:limit`, in the same terms as the server's field codes. */
export function codeOfIssue(issue: Issue): string {
  const missing = issue.input === undefined || issue.input === null || issue.input === ''
  switch (issue.code) {
    case 'invalid_type':
      return missing ? 'required' : 'type'
    case 'invalid_value':
    case 'invalid_union':
      return missing ? 'required' : 'choice'
    case 'too_small':
      if (issue.origin === 'string') return missing ? 'required' : `too-short:${issue.minimum}`
      return `too-small:${issue.minimum}`
    case 'too_big':
      return `${issue.origin === 'string' ? 'too-long' : 'too-big'}:${issue.maximum}`
    case 'invalid_format':
      return missing ? 'required' : 'shape'
    case 'unrecognized_keys':
      return 'unknown-field'
    default:
      return 'invalid'
  }
}
