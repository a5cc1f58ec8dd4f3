/** What a customer is told of the risk of a product. */
export interface Risk {
  /** Of the customer, C1 to C5. */
  class: string
  /** Of the product, 1 to 5. */
  grade: number
  /** How long money is bound, in days; null: it can be sold any day. */
  termDays: number | null
  complex: boolean
  /** The paper that goes with it, and its version. */
  name: string
  number: number
}

const en = ({ class: level, grade, termDays, complex, name, number }: Risk) =>
  [
    `Risk notice: this product is graded R${grade}; your class is ${level}.`,
    'Its value may fall, and you may lose what you paid in. What it earned before does not tell what it will earn.',
    termDays !== null && `Your money is bound for ${termDays} days.`,
    complex && 'It is a complex product: buy it only if you understand how it works.',
    `Read the risk notice “${name}” (version ${number}) before you decide; we hand it to you whenever you ask.`,
  ]
    .filter(Boolean)
    .join(' ')

const zh = ({ class: level, grade, termDays, complex, name, number }: Risk) =>
  [
    `风险提示：本产品风险等级为R${grade}，您的风险承受能力等级为${level}。`,
    '产品净值可能下跌，您可能损失本金；过往业绩不代表未来表现。',
    termDays !== null && `产品期限${termDays}天，期间资金不可取用。`,
    complex && '本产品结构复杂，请在充分理解后购买。',
    `投资前请阅读《${name}》（第${number}版），可随时向我们索取。`,
  ]
    .filter(Boolean)
    .join('')

/** The words on risk that go with whatever is recommended, in the language of the letter. */
export const riskNotice = (language: 'en' | 'zh-CN', risk: Risk) => (language === 'en' ? en(risk) : zh(risk))
