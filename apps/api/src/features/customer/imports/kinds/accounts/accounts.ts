import { accountKinds, accountStatuses } from '@rapport/contract/customer/vocabulary'
import { code } from '@rapport/contract/shapes'
import { customerNo } from '#features/customer/imports/kinds/customers/fields.ts'
import type { CheckMeans, Kind, Reason } from '#features/customer/imports/kinds/kind.ts'
import { currencyIn, RowCheck, textOf } from '#features/customer/imports/kinds/row-check.ts'
import { currency } from '#features/customer/imports/kinds/securities/check.ts'
import type { Field } from '#features/customer/imports/mapping/field.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'
import { writeAccounts } from './write.ts'

const kind: Field = {
  name: 'kind',
  values: accountKinds,
  columns: ['accountType', 'accountKind', '账户类型', '账户类别'],
  synonyms: {
    资金账户: 'fund',
    普通账户: 'securities',
    证券账户: 'securities',
    信用账户: 'credit',
    期权账户: 'option',
    基金账户: 'fund-ta',
  },
}
const status: Field = {
  name: 'status',
  values: accountStatuses,
  columns: ['accountStatus', '账户状态', '状态'],
  synonyms: { 正常: 'open', 冻结: 'frozen', 休眠: 'dormant', 销户: 'closed', 已销户: 'closed' },
}

/** What a row says of an account; null is "says nothing". */
export interface AccountSaid {
  customerNo: string
  number: string
  told: {
    kind: string | null
    market: string | null
    currency: string | null
    status: string | null
    openedOn: string | null
    closedOn: string | null
  }
}

const customerNoOf = code(40)
const numberOf = textOf(40)

const accountChecker =
  (_: CheckMeans) =>
  (row: RowValues): AccountSaid | Reason[] => {
    const check = new RowCheck(row)
    const said = {
      customerNo: check.required('customerNo', customerNoOf),
      number: check.required('number', numberOf),
      told: {
        kind: check.term(kind),
        market: check.text('market', 40),
        currency: currencyIn(check),
        status: check.term(status),
        openedOn: check.day('openedOn'),
        closedOn: check.day('closedOn'),
      },
    }
    const { openedOn, closedOn } = said.told
    if (openedOn && closedOn && closedOn < openedOn) check.refuse('closedOn', 'day.order')
    return check.reasons.length > 0 ? check.reasons : said
  }

/** Accounts of customers in sight; a row that names another customer is refused. */
export const accountsKind: Kind<AccountSaid> = {
  name: 'accounts',
  fields: [
    customerNo,
    {
      name: 'number',
      required: true,
      columns: ['accountNumber', 'accountNo', 'account', '账号', '账户', '资金账号', '证券账号'],
    },
    kind,
    { name: 'market', columns: ['exchange', '市场'] },
    currency,
    status,
    { name: 'openedOn', columns: ['openDate', '开户日期'] },
    { name: 'closedOn', columns: ['closeDate', '销户日期'] },
  ],
  key: 'customerNo',
  checker: accountChecker,
  write: writeAccounts,
}
