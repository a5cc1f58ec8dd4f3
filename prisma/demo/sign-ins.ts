import type { RoleCode } from '@rapport/database/factories/roles'

/** The people of the demo firm to sign in as, with what each is there to show. All have the same password. */
export const signIns = [
  { username: 'am01', role: 'account-manager', en: 'account manager, branch 1', zh: '客户经理，一号营业部' },
  { username: 'am02', role: 'account-manager', en: 'account manager, same branch', zh: '客户经理，同一营业部' },
  { username: 'am11', role: 'account-manager', en: 'account manager, another branch', zh: '客户经理，另一营业部' },
  { username: 'sa01', role: 'service-agent', en: 'service agent, branch 1', zh: '客服专员，一号营业部' },
  { username: 'bm01', role: 'branch-manager', en: 'branch manager, branch 1', zh: '营业部经理，一号营业部' },
  { username: 'ho01', role: 'head-office', en: 'head office, all branches', zh: '总部管理，全部营业部' },
  { username: 'co01', role: 'compliance', en: 'compliance, all in the clear', zh: '合规，明文查看' },
  { username: 'admin', role: 'administrator', en: 'administrator, no customer data', zh: '系统管理员，不见客户数据' },
] as const satisfies readonly { username: string; role: RoleCode; en: string; zh: string }[]
