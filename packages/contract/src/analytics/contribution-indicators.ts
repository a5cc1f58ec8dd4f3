/** Indicators of what customers bring and cost (ANA-06, ANA-08). */
export const contributionIndicators = {
  'interest-income': { unit: 'money', figure: 'other-income', formula: 'Σ spread on cash and credit balances' },
  'margin-interest': { unit: 'money', figure: 'other-income', formula: 'Σ interest of margin loans' },
  'product-fees': { unit: 'money', figure: 'other-income', formula: 'Σ trailer and subscription fees' },
  'advisory-fees': { unit: 'money', figure: 'other-income', formula: 'Σ advisory fees' },
  'other-income': { unit: 'money', figure: 'other-income', formula: 'Σ other income booked' },
  income: { unit: 'money', figure: 'income', formula: 'net commission + Σ other income' },
  'cost-to-serve': {
    unit: 'money',
    figure: 'contacts',
    formula: '(minutes + unmeasured × minutes of a contact) × cost of a minute + cost of a customer × months',
  },
  'net-contribution': { unit: 'money', figure: 'contribution', formula: 'income − cost of serving' },
  'service-minutes': { unit: 'count', figure: 'contacts', formula: 'Σ minutes of contacts and care visits' },
  'contribution-per-minute': { unit: 'money', figure: 'contribution', formula: 'contribution ÷ minutes' },
  'products-bought': { unit: 'money', figure: 'traded-value', formula: 'Σ bought + Σ products purchased' },
  'products-held': {
    unit: 'money',
    figure: 'assets',
    formula: 'Σ q × close + Σ value of products, end of the last month over',
  },
  'share-of-products': { unit: 'percent', figure: 'assets', formula: 'held of it ÷ Σ held' },
} as const
