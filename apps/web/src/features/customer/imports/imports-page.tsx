import { Button } from '@mantine/core'
import { type Import, imports } from '@rapport/contract/customer/imports'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Link } from 'react-router'
import { keyOf, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ImportState, isUnderWay } from './import-state.tsx'

/** One's own imports, latest first; those under way move on by themselves. */
export function ImportsPage() {
  const { t } = useWords()
  const may = useMay(imports.list)
  const start = (
    <Allowed to={imports.start}>
      <Button component={Link} to="/imports/new">
        {t('import.new')}
      </Button>
    </Allowed>
  )
  return (
    <Page fill title={t('frame.imports')} actions={start}>
      {may ? <ImportList /> : <NotAllowed />}
    </Page>
  )
}

function ImportList() {
  const { t } = useWords()
  const format = useFormat()
  const client = useQueryClient()
  const pages = useAskPages(imports.list)
  const moving = pages.rows.some(isUnderWay)
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: keyOf(imports.list) }), 2000)
    return () => clearInterval(timer)
  }, [moving, client])
  const count = format.count
  const columns = useMemo((): Column<Import>[] => {
    const figure = (name: 'rows' | 'created' | 'updated' | 'unchanged' | 'refused'): Column<Import> => ({
      name,
      head: t(`import.${name}`),
      width: 100,
      end: true,
      cell: (row) => <span className="figures">{count(row[name])}</span>,
    })
    return [
      { name: 'file', head: t('import.file'), width: 220, grow: 2, cell: (row) => row.fileName },
      { name: 'kind', head: t('import.kind'), width: 110, cell: (row) => t(`import.kind.${row.kind}`) },
      { name: 'state', head: t('import.state'), width: 150, cell: (row) => <ImportState of={row} /> },
      figure('rows'),
      figure('created'),
      figure('updated'),
      figure('unchanged'),
      figure('refused'),
      { name: 'mode', head: t('import.mode'), width: 150, optional: true, cell: (row) => t(`import.mode.${row.mode}`) },
      { name: 'at', head: t('import.started-at'), width: 180, cell: (row) => <Instant at={row.createdAt} /> },
    ]
  }, [t, count])
  return (
    <DataTable
      name="imports"
      label={t('frame.imports')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/imports/${row.id}`}
      lineOf={(row) => ({
        first: row.fileName,
        second: `${t(`import.kind.${row.kind}`)} · ${t('import.rows-refused', { rows: count(row.rows), refused: count(row.refused) })}`,
        end: <ImportState of={row} />,
      })}
      countOf={(total, of) => t('import.count', { total, count: of })}
      empty={
        <Empty
          title={t('import.none')}
          action={
            <Allowed to={imports.start}>
              <Button component={Link} to="/imports/new" variant="default">
                {t('import.new')}
              </Button>
            </Allowed>
          }
        >
          {t('import.none.text')}
        </Empty>
      }
    />
  )
}
