/** Names and words as they are compared: no case, no blanks, no marks; full width is half width. */
export const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
