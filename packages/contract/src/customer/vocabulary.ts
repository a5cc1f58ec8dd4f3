/** Closed lists of the customer area, as the database checks them. Words for people live in the web. */
export const customerKinds = ['person', 'organisation'] as const
export const lifecycles = ['prospect', 'active', 'dormant', 'closed'] as const
export const levels = ['mass', 'premium', 'professional', 'legal-entity', 'inactive'] as const
export const investorClasses = ['ordinary', 'professional'] as const
/** Risk tolerance, lowest first; C1-min is the lowest class, for natural persons only (domain 1.2). */
export const riskLevels = ['C1-min', 'C1', 'C2', 'C3', 'C4', 'C5'] as const
/** How a risk level or capacity is known: answered by the customer, predicted by a model, or not available. */
export const bases = ['assessed', 'predicted', 'unavailable'] as const
export const investmentCapacities = ['below-30k', '30k-80k', '80k-300k', 'above-300k'] as const
/** In which customers are written to. */
export const customerLanguages = ['zh-CN', 'en'] as const
export const genders = ['male', 'female'] as const
export const identificationTypes = [
  'resident-id',
  'foreign-permanent-resident-id',
  'hk-macao-taiwan-permit',
  'passport',
  'credit-code',
  'other',
] as const
export const contactKinds = ['mobile', 'phone', 'email', 'address', 'wechat'] as const
export const accountKinds = ['fund', 'securities', 'credit', 'option', 'fund-ta'] as const
/** What somebody may do with an account: it is theirs, they dispose of it, or act for its owner. */
export const accountRoles = ['owner', 'disponent', 'agent'] as const
export const accountStatuses = ['open', 'frozen', 'dormant', 'closed'] as const
export const tradeSides = ['buy', 'sell'] as const
/** What a fill that is kept can be: securities also move between firms. People load trades only. */
export const fillSides = [...tradeSides, 'transfer-in', 'transfer-out'] as const
export const accountServiceKinds = ['freeze', 'unfreeze', 'close', 'change-bank', 'change-details', 'other'] as const
