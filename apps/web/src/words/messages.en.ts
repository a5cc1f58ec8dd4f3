/** Messages to customers, their templates, and whether customers may be contacted. */
export const messagesEn = {
  'permission.message.read': 'See messages to customers',
  'permission.message.send': 'Write to customers, record consents and refusals',
  'permission.message.approve': 'Approve templates and messages to segments, block contacts',
  'permission.message.configure': 'Write templates, set quiet hours and caps',
} as const
