/** Where the link in a letter leads: said before anybody has signed in. */
export const unsubscribeEn = {
  'unsubscribe.title': 'No more marketing letters',
  'unsubscribe.text':
    'Press the button, and this address gets no more marketing letters. Notices about your account go on.',
  'unsubscribe.act': 'Unsubscribe',
  'unsubscribe.done': 'Done: this address gets no more marketing letters.',
  'unsubscribe.unknown': 'This link is not known. Please use the link of the letter as it stands there.',
} as const
