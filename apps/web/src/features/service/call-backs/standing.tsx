import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = { holds: 'blue', ahead: 'amber', former: 'neutral' } as const

/** How one of dated versions stands, the latest listed first: the first that has begun is the one that holds. */
export function standingOf<T extends { validFrom: string }>(items: readonly T[], one: T, today: string) {
  if (one.validFrom > today) return 'ahead'
  return one === items.find(({ validFrom }) => validFrom <= today) ? 'holds' : 'former'
}

export function InForceMark({ as }: { as: keyof typeof tones }) {
  const { t } = useWords()
  return <Tag tone={tones[as]}>{t(`call-backs.${as}`)}</Tag>
}
