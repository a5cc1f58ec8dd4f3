import { check } from '#warehouse/check.ts'
import { fetchItem } from '#warehouse/fetch/fetch.ts'
import { finish } from '#warehouse/finish.ts'
import { stage } from '#warehouse/stage.ts'
import type { Executors } from './steps.ts'

/** What the product does in each kind of step. */
export const executors: Executors = { fetch: fetchItem, stage, check, finish }
