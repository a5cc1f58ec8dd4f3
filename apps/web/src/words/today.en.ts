/** The first page after signing in. */
export const todayEn = {
  'today.greeting': 'Good day, {{name}}',
  'today.figures': 'Figures of today',
  'today.all': 'All {{total}}',
  'today.visits': 'My visits due',
  'today.queue': 'Visits due',
  'today.visits.none': 'No visit is due. Plan one from a customer’s page.',
  'today.expired': 'Expired risk assessments',
  'today.expired.about': 'Ask these customers to answer the questionnaire again.',
  'today.expired.none': 'All risk assessments are valid.',
  'today.updated': 'Recently changed customers',
  'today.updated.none': 'No customers yet. Create one, or import a file.',
  'today.active': 'Active customers',
  'today.dormant': 'Dormant customers',
  'today.opened': 'Opened this month',
  'today.due': 'Visits due',
}
