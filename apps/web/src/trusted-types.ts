interface TrustedTypes {
  createPolicy: (name: string, rules: { createHTML: (text: string) => string | null }) => unknown
}

/**
 * The server's policy wants trusted types. Mantine writes its style sheets by innerHTML, so text without any markup is
 * let through, and nothing else: CSS has no `<`.
 */
const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
types?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) })
