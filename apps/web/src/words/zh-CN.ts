import { customersZh } from './customers.zh-CN.ts'
import type { en } from './en.ts'
import { frameZh } from './frame.zh-CN.ts'
import { problemsZh } from './problems.zh-CN.ts'
import { uiZh } from './ui.zh-CN.ts'
import { vocabularyZh } from './vocabulary.zh-CN.ts'
import type { Same } from './words.ts'

/** The same in Simplified Chinese; a missing key does not compile. */
export const zhCN: Same<typeof en> = { ...frameZh, ...uiZh, ...problemsZh, ...vocabularyZh, ...customersZh }
