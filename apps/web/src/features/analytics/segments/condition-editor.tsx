import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useWords } from '#words/words.ts'
import classes from './condition-editor.module.css'
import { type GroupDraft, isGroup, newGroup, newTest, type TestDraft } from './draft.ts'
import type { Names } from './field-words.ts'
import { TestEditor } from './test-editor.tsx'

/** So deep groups may lie in each other: as the contract has it. */
const DEEPEST = 3

interface Props {
  group: GroupDraft
  change: (group: GroupDraft) => void
  names: Names
  depth?: number
  remove?: () => void
}

/** A group of questions that are joined by and, or, not; groups may lie in groups. */
export function ConditionEditor({ group, change, names, depth = 1, remove }: Props) {
  const { t } = useWords()
  const put = (part: TestDraft | GroupDraft) =>
    change({ ...group, of: group.of.map((one) => (one.key === part.key ? part : one)) })
  const drop = (key: number) => change({ ...group, of: group.of.filter((one) => one.key !== key) })
  const add = (part: TestDraft | GroupDraft) => change({ ...group, of: [...group.of, part] })
  return (
    <fieldset className={classes.group} data-depth={depth}>
      <legend className="visually-hidden">{t('condition.group')}</legend>
      <div className={classes.join}>
        <SegmentedControl
          size="xs"
          aria-label={t('condition.join')}
          value={group.join}
          data={(['all', 'any', 'none'] as const).map((value) => ({ value, label: t(`condition.${value}`) }))}
          onChange={(join) => change({ ...group, join: join as GroupDraft['join'] })}
        />
        {remove && (
          <ActionIcon aria-label={t('condition.remove-group')} title={t('condition.remove-group')} onClick={remove}>
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      {group.of.map((part) => {
        const gone = group.of.length > 1 ? { remove: () => drop(part.key) } : {}
        return isGroup(part) ? (
          <ConditionEditor key={part.key} group={part} change={put} names={names} depth={depth + 1} {...gone} />
        ) : (
          <TestEditor key={part.key} test={part} change={put} names={names} {...gone} />
        )
      })}
      <div className={classes.add}>
        <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={() => add(newTest())}>
          {t('condition.add-test')}
        </Button>
        {depth < DEEPEST && (
          <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={() => add(newGroup())}>
            {t('condition.add-group')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
