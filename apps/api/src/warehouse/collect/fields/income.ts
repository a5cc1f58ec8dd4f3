import { accountNumber, action, currency, customerNo, type Target, version } from './field.ts'

/** What the firm earned from a customer beside commission, which trades tell (domain 5: net income of a broker). */
export const income: Target = {
  name: 'income',
  fields: [
    customerNo,
    accountNumber,
    {
      name: 'bookedOn',
      type: 'day',
      required: true,
      columns: ['date', 'bookingDay', 'valueDate', '日期', '入账日期', '记账日期'],
    },
    {
      name: 'kind',
      type: 'choice',
      required: true,
      values: ['interest', 'margin-interest', 'product-fee', 'advisory-fee', 'other'],
      columns: ['type', 'incomeType', '收入类型', '收入类别', '业务类型'],
      synonyms: {
        利差收入: 'interest',
        利息净收入: 'interest',
        保证金利差: 'interest',
        融资融券利息: 'margin-interest',
        两融利息: 'margin-interest',
        产品费: 'product-fee',
        尾随佣金: 'product-fee',
        客户维护费: 'product-fee',
        认申购费: 'product-fee',
        投顾费: 'advisory-fee',
        投资顾问费: 'advisory-fee',
        其他: 'other',
      },
    },
    // Taken back is negative.
    { name: 'amount', type: 'decimal', places: 2, required: true, columns: ['income', 'revenue', '金额', '收入金额'] },
    currency,
    { name: 'serialNo', type: 'code', max: 80, key: true, columns: ['serial', 'voucherNo', '流水号', '凭证号'] },
    { name: 'productCode', type: 'code', max: 40, columns: ['product', 'fundCode', '产品代码', '基金代码'] },
    { name: 'productName', type: 'text', max: 200, columns: ['fundName', '产品名称', '基金名称'] },
    { name: 'note', type: 'text', max: 500, columns: ['remark', 'remarks', '备注', '摘要'] },
    action,
    version,
  ],
}
