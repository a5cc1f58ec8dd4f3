interface TrustedTypes {
  createPolicy: (name: string, rules: Record<string, (text: string) => string | null>) => unknown
}

/**
 * The server's policy wants trusted types. Mantine writes its style sheets by innerHTML, so text without any markup is
 * let through, and nothing else: CSS has no `<`. The one script that is named by its address is our own worker.
 */
const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
types?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (address) => (address === '/shell-worker.js' ? address : null),
})
