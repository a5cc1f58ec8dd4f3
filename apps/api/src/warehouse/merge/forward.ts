import type { Loader } from '@rapport/database/as-loader'
import type { Fact } from '#warehouse/facts.ts'

/**
 * Rows of a stage whose customer was merged into another since they were staged are that other's, and rows of an account
 * that came with a merge are known by the number that it came with, as those are that were there before.
 */
export async function forwardMerged(loader: Loader, { subject, names }: Fact, stage: string): Promise<void> {
  if (subject !== 'customer_id') return
  const [merged] = await loader.query<{ any: boolean }>('select exists (select from customer_merges) as any')
  if (!merged!.any) return
  await loader.query(
    `update ${stage} s set customer_id = m.customer_id from customer_merges m where m.merged_id = s.customer_id`,
  )
  if (names.account)
    await loader.query(
      `update ${stage} s set external_key = s.external_key || chr(31) || a.came_with
       from accounts a where a.came_with is not null and a.id = s.account_id`,
    )
}
