export const offlineVisitsEn = {
  'offline-visits.title': 'Visits without a network',
  'offline-visits.about':
    'There is no network. What you write down is kept on this device, sealed, and sent by itself when the network is back.',
  'offline-visits.about.online':
    'Visits that you write down here are sent at once; without a network they are kept on this device and sent later.',
  'offline-visits.not-promised':
    'This browser may clear what it keeps when its disk is full. Open Rapport with a network soon, so that visits are sent.',
  'offline-visits.cannot': 'This browser cannot keep visits',
  'offline-visits.cannot.text':
    'Visits are kept only where the browser can seal them: open Rapport by an address that begins with https, in a usual window.',
  'offline-visits.no-network': 'No network: write visits down',
  'offline-visits.waiting_one': '{{count}} visit waits to be sent',
  'offline-visits.waiting_other': '{{count}} visits wait to be sent',
  'offline-visits.attention_one': '{{count}} visit needs attention',
  'offline-visits.attention_other': '{{count}} visits need attention',
  'offline-visits.planned': 'Planned visits',
  'offline-visits.none': 'No planned visit is left to record',
  'offline-visits.none.text':
    'Your planned visits of the week before today and today are listed here. Write down any other visit by the customer’s number.',
  'offline-visits.new': 'Write down another visit',
  'offline-visits.on': 'Took place on',
  'offline-visits.customer-no': 'Customer number',
  'offline-visits.customer-no.hint': 'Customers of your planned visits are offered by name',
  'offline-visits.sent': 'Visit recorded',
  'offline-visits.kept': 'Kept on this device. It is sent when the network is back.',
  'offline-visits.not-kept.full':
    'Neither sent nor kept: there is no network, and the storage of this device is full. Leave this page open, or copy what you typed.',
  'offline-visits.not-kept.failed':
    'Neither sent nor kept: there is no network, and this browser could not write it down. Leave this page open, or copy what you typed.',
  'offline-visits.typed': 'written down',
  'offline-visits.refused': 'The firm did not take this visit.',
  'offline-visits.refused.next': 'Nothing is lost: change it and send it again, copy what you typed, or discard it.',
  'offline-visits.out-of-sight':
    'This visit or its customer is not in your sight any more; the customer may have been handed over.',
  'offline-visits.edit': 'Change',
  'offline-visits.again': 'Send again',
  'offline-visits.discard': 'Discard',
  'offline-visits.discard.text': 'What you wrote down of {{customer}} is deleted from this device. Nobody else has it.',
  'offline-visits.open': 'Open Rapport',
  'offline-visits.here': 'This visit is written down on this device',
  'offline-visits.here.text': 'It waits to be sent, or needs your attention.',
  'offline-visits.see': 'See what waits',
  'offline-visits.sign-out': 'Sign out with unsent visits',
  'offline-visits.sign-out.text_one':
    '{{count}} visit is not with the firm yet. It stays on this device, sealed, and is sent when you sign in here again. Nobody else can read or send it.',
  'offline-visits.sign-out.text_other':
    '{{count}} visits are not with the firm yet. They stay on this device, sealed, and are sent when you sign in here again. Nobody else can read or send them.',
  'problem.care-visit.of-another-person': 'Somebody else wrote this visit down.',
  'advice.care-visit.of-another-person': 'Another person has signed in in this browser. Reload the page.',
  'field.customer-no.nobody': 'No customer in your sight has this number; the customer may have been handed over.',
  'field.customer-no.several':
    'Several customers in your sight have this number: plan the visit from the customer’s page.',
  'field.visit.one': 'Either a planned visit or another one.',
}
