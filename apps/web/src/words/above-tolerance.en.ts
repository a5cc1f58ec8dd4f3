/** Customers who hold more risk than they were assessed to bear, in English. */
export const aboveToleranceEn = {
  'above-tolerance.title': 'Holdings above tolerance',
  'above-tolerance.about':
    'Customers with a valid assessment who hold something graded above what their class may buy, the highest amount first.',
  'above-tolerance.as-of': 'as of {{day}}',
  'above-tolerance.count': '{{total}} customers',
  'above-tolerance.none': 'Nobody holds more risk than assessed',
  'above-tolerance.none.text':
    'The list is kept up to date by every load, every new assessment and every change of the rules of grades. It is empty too while nothing is valued yet.',
  'above-tolerance.customer': 'Customer',
  'above-tolerance.class': 'Assessed class',
  'above-tolerance.may': 'May hold up to',
  'above-tolerance.value': 'Above it (CNY)',
  'above-tolerance.valid-to': 'Assessment valid to',
  'above-tolerance.owner': 'Account manager',
  'above-tolerance.unit': 'Branch',
}
