import { z } from 'zod'
import { codeOfIssue } from '#words/issues.ts'

// The server's content policy forbids eval, which zod would otherwise try; messages are codes that the words translate.
z.config({ jitless: true, localeError: codeOfIssue })
