/** Products that fit a customer, with the reasons, in English. */
export const recommendationsEn = {
  'recommendations.title': 'Recommended products',
  'recommendations.about':
    'Products on the shelf that this customer does not hold and that are suitable by the rules of today, the best first: by what customers hold together with what this one holds, by what others of the same class hold, and by what is known of the customer. What does not fit is never listed.',
  'recommendations.none': 'None of the {{offered}} products on the shelf fits this customer.',
  'recommendations.nothing-offered': 'The customer holds everything on the shelf, or nothing is on it.',
  'recommendations.misfits_one': '({{count}} product)',
  'recommendations.misfits_other': '({{count}} products)',
  'recommendations.ask-again':
    'What the customer intends, and for how long, is told by the risk questionnaire: without one, or if it no longer holds, have it done.',
  'recommendations.suitable': '{{suitable}} of {{offered}} products are suitable',
  'recommendations.model': 'model version {{version}}, as of {{day}}',
  'recommendations.no-model': 'no model of who holds what is fitted yet; ranked by class and by rule',
  'recommendations.opted-out': 'Wants no marketing by {{channels}}: speak of products in a visit or when asked.',
  'recommendations.hindrance.no-assessment':
    'The customer has no risk assessment: have one done before anything is recommended.',
  'recommendations.hindrance.assessment-expired':
    'The risk assessment has expired: renew it before anything is recommended.',
  'recommendations.hindrance.unknown-class':
    'The rules of today do not know the class of this customer: have the customer assessed again.',
  'recommendations.hindrance.lowest-class':
    'The customer is in the lowest class, and nothing on the shelf is low enough.',
  'recommendations.hindrance.no-licence':
    'You hold no licence to advise: ask a licensed colleague, or have your licence entered on the page of users.',
  'recommendations.hindrance.no-test': 'The rules of today have no test for this customer: ask compliance.',
  'recommendations.hindrance.not-admitted': 'Nothing on the shelf is admitted.',
  'recommendations.hindrance.not-rated': 'Nothing on the shelf is rated.',
  'recommendations.hindrance.mismatch-risk': 'Everything on the shelf is above the class of this customer.',
  'recommendations.hindrance.mismatch-term': 'Everything on the shelf is bound for longer than the customer wants.',
  'recommendations.hindrance.mismatch-type': 'The customer intends to buy nothing of the kinds on the shelf.',
  'recommendations.hindrance.mismatch-knowledge': 'The customer knows nothing of the kinds on the shelf.',
  'recommendations.hindrance.legal-block': 'A legal block forbids every contact: compliance ends it.',
  'recommendations.hindrance.do-not-disturb':
    'The customer does not want to be disturbed: wait until they ask, then end the stop under contact permissions.',
  'recommendations.hindrance.deceased': 'The customer has died: recommend nothing.',
  'recommendations.reason.stated-need': 'Said to need: {{need}}',
  'recommendations.reason.above-tolerance': '{{share}} of what is held is above the tolerance',
  'recommendations.reason.idle-cash': '{{share}} of assets lies in cash',
  'recommendations.reason.concentrated': '{{share}} of all positions is in one',
  'recommendations.reason.held-together': 'Held by {{together}} customers who hold {{held}} too',
  'recommendations.reason.class-holds': 'Held by {{holders}} of {{peers}} customers of the class {{level}}',
  'recommendations.reason.class-holds-kind': '{{share}} of the class {{level}} hold the most held of its kind',
  'recommendations.reason.term-fits': '{{days}} days, within the horizon of {{horizon}} days',
  'recommendations.reason.term-fits-any': '{{days}} days; the customer sets no limit',
  'recommendations.reason.risk-fits': 'R{{grade}} is within {{level}}',
  'recommendations.channel': 'Best way',
  'recommendations.channel.text': '{{channel}}: reached in {{reached}} of {{visits}} visits',
  'recommendations.channel.none': 'nobody has reached the customer yet',
  'recommendations.time': 'Best time',
  'recommendations.time.text': 'Trades mostly on {{weekday}}, from {{hour}}:00 ({{trades}} trades in 12 months)',
  'recommendations.time.day': 'Trades mostly on {{weekday}} ({{trades}} trades in 12 months)',
  'recommendations.time.none': 'too few trades in 12 months',
}
