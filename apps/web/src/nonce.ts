const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** The nonce that the server's content policy lets styles carry. */
export const styleNonce = () => nonce

// The name under which the scroll lock of dialogs looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce })
