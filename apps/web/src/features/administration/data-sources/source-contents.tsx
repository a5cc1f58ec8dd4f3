import { Modal } from '@mantine/core'
import { type DataSource, dataSources } from '@rapport/contract/administration/data-sources'
import { useAsk } from '#api/query.ts'
import { sizeText } from '#features/file-mapping/file-size.ts'
import { Instant } from '#ui/day.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './sources.module.css'

/** What a source holds now, which proves that it can be reached. */
export function SourceContentsDialog({ source, onClose }: { source: DataSource; onClose: () => void }) {
  const { t, locale } = useWords()
  const answer = useAsk(dataSources.contents, { params: { id: source.id } })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${t('source.look')}: ${source.name}`}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Answered answer={answer}>
        {({ entries, more }) =>
          entries.length === 0 ? (
            <Empty title={t('source.empty')}>{t('source.empty.text')}</Empty>
          ) : (
            <>
              <Table
                label={t('source.contents')}
                rows={entries}
                keyOf={({ name }) => name}
                columns={[
                  { name: 'name', head: t('source.entry'), width: 240, cell: ({ name }) => name },
                  {
                    name: 'bytes',
                    head: t('source.entry.size'),
                    width: 100,
                    end: true,
                    cell: ({ bytes }) => (
                      <span className="figures">{bytes === null ? '–' : sizeText(locale, bytes)}</span>
                    ),
                  },
                  {
                    name: 'changed',
                    head: t('source.entry.changed'),
                    width: 150,
                    cell: ({ changedAt }) => <Instant at={changedAt} />,
                  },
                ]}
              />
              {more && <p className={classes.none}>{t('source.contents.more')}</p>}
            </>
          )
        }
      </Answered>
    </Modal>
  )
}
