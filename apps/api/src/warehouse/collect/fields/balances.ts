import { accountNumber, action, currency, customerNo, day, securityCode, type Target, version } from './field.ts'

const money = { type: 'decimal', places: 2 } as const
const noteColumns = ['remark', 'remarks', 'comment', '备注', '摘要']

export const cashMovements: Target = {
  name: 'cash-movements',
  fields: [
    customerNo,
    accountNumber,
    { name: 'movedOn', type: 'day', required: true, columns: ['date', 'valueDate', '日期', '发生日期'] },
    {
      name: 'kind',
      type: 'choice',
      required: true,
      values: [
        'deposit',
        'withdrawal',
        'internal',
        'dividend',
        'interest',
        'tax',
        'fee',
        'settlement',
        'product-purchase',
        'product-redemption',
        'margin-borrow',
        'margin-repay',
        'other',
      ],
      columns: ['type', '业务类型', '摘要代码'],
      synonyms: {
        银行转证券: 'deposit',
        银行转存: 'deposit',
        转入: 'deposit',
        证券转银行: 'withdrawal',
        银行转取: 'withdrawal',
        转出: 'withdrawal',
        内部划转: 'internal',
        红利入账: 'dividend',
        股息入账: 'dividend',
        利息归本: 'interest',
        利息税: 'tax',
        红利税: 'tax',
        手续费: 'fee',
        交收: 'settlement',
        清算: 'settlement',
        产品申购: 'product-purchase',
        产品赎回: 'product-redemption',
        融资借入: 'margin-borrow',
        融资归还: 'margin-repay',
        其他: 'other',
      },
    },
    { name: 'amount', ...money, required: true, columns: ['value', '金额', '发生金额'] },
    {
      name: 'direction',
      type: 'choice',
      values: ['in', 'out'],
      columns: ['inOut', 'CdtDbtInd', '收付', '借贷'],
      synonyms: {
        收: 'in',
        付: 'out',
        贷: 'in',
        借: 'out',
        crdt: 'in',
        dbit: 'out',
        c: 'in',
        d: 'out',
        credit: 'in',
        debit: 'out',
      },
    },
    currency,
    { name: 'serialNo', type: 'code', max: 80, key: true, columns: ['serial', 'transactionID', '流水号'] },
    { name: 'note', type: 'text', max: 500, columns: noteColumns },
    // Of purchases and redemptions.
    { name: 'productCode', type: 'code', max: 40, columns: ['product', 'fundCode', '产品代码', '基金代码'] },
    { name: 'productName', type: 'text', max: 200, columns: ['fundName', '产品名称', '基金名称'] },
    action,
    version,
  ],
  derive: ({ at }) => {
    const [amount, direction] = [at('amount'), at('direction')]
    return (values, refuse) => {
      const said = values[amount]!
      const negative = said.startsWith('-')
      if (values[direction] === null) return
      // A sign beside a direction may mean a reversal or nothing at all: nobody can tell from the row.
      if (negative) refuse('amount', 'amount.sign')
      else if (values[direction] === 'out' && Number(said) !== 0) values[amount] = `-${said}`
    }
  },
}

export const cashBalances: Target = {
  name: 'cash-balances',
  fields: [
    customerNo,
    { ...accountNumber, key: true },
    { ...day, key: true },
    { ...currency, key: true },
    { name: 'balance', ...money, required: true, columns: ['cash', '余额', '资金余额'] },
    { name: 'frozen', ...money, columns: ['冻结', '冻结金额'] },
  ],
}

export const positionBalances: Target = {
  name: 'position-balances',
  fields: [
    customerNo,
    { ...accountNumber, key: true },
    { ...securityCode, key: true },
    { ...day, key: true },
    {
      name: 'quantity',
      type: 'decimal',
      places: 4,
      required: true,
      columns: ['qty', 'shares', 'position', '数量', '持仓数量', '股份余额'],
    },
  ],
}

export const marginDebts: Target = {
  name: 'margin-debts',
  fields: [
    customerNo,
    { ...accountNumber, key: true },
    { ...day, key: true },
    { ...currency, key: true },
    { name: 'debt', ...money, required: true, columns: ['balance', '负债', '融资余额', '融资负债'] },
    { name: 'maintenanceRatio', type: 'decimal', places: 4, columns: ['维持担保比例'] },
  ],
}

export const productHoldings: Target = {
  name: 'product-holdings',
  fields: [
    { ...customerNo, required: true, key: true },
    { name: 'productCode', type: 'code', max: 40, required: true, key: true, columns: ['product', '产品代码'] },
    { name: 'productName', type: 'text', max: 200, columns: ['产品名称'] },
    { ...day, key: true },
    { name: 'units', type: 'decimal', places: 4, columns: ['quantity', '份额'] },
    { name: 'nav', type: 'decimal', places: 6, columns: ['unitValue', '净值', '单位净值'] },
    { name: 'value', ...money, required: true, columns: ['marketValue', '市值', '金额'] },
    currency,
  ],
}
