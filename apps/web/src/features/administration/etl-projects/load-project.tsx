import { Button, Modal } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { etlProjects, ProjectFile } from '@rapport/contract/administration/etl-projects'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { FileChoice } from '#features/file-mapping/file-choice.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { fieldText, problemText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { type Change, changesIn } from './project-changes.ts'
import classes from './projects.module.css'

type Read = { file: ProjectFile } | { faults: string[] }

/** Reads a project file, or says where it is none. */
async function readProject(file: File): Promise<Read> {
  try {
    const read = ProjectFile.safeParse(JSON.parse(await file.text()))
    if (read.success) return { file: read.data }
    return {
      faults: read.error.issues
        .slice(0, 10)
        .map(({ path, message }) => `${path.join('.')}: ${fieldText(message) ?? message}`),
    }
  } catch {
    return { faults: [] }
  }
}

/** Loads a project from a file; shows what will be made and changed before anything is sent. */
export function LoadProject({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [file, setFile] = useState<File>()
  const [read, setRead] = useState<Read>()
  const choose = async (chosen: File) => {
    setFile(chosen)
    setRead(await readProject(chosen))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('project.load')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.dialog}>
        <FileChoice
          file={file}
          onFile={(chosen) => void choose(chosen)}
          accept=".json,application/json"
          hint={t('project.load.hint')}
        />
        {read && 'faults' in read && (
          <div role="alert" className={classes.problem}>
            {t('project.load.none')}
            {read.faults.map((fault) => (
              <div key={fault}>{fault}</div>
            ))}
          </div>
        )}
        {read && 'file' in read && <Effects key={file?.name} of={read.file} onClose={onClose} />}
      </div>
    </Modal>
  )
}

/** A place in the file (`tasks.0.steps.2.needs`) by the codes of what is meant: the task, and the step in it. */
function placeIn(file: ProjectFile, field: string) {
  const [, part, at, rest = ''] = /^(sources|items|tasks)\.(\d+)\.?(.*)$/.exec(field) ?? []
  const named = file[part as 'sources' | 'items' | 'tasks']?.[Number(at)]
  if (!named) return field
  const [, step] = /^steps\.(\d+)/.exec(rest) ?? []
  const inner = step !== undefined && 'steps' in named ? named.steps[Number(step)]?.code : rest
  return [named.code, inner].filter(Boolean).join(' · ')
}

function Effects({ of, onClose }: { of: ProjectFile; onClose: () => void }) {
  const { t } = useWords()
  const projects = useAsk(etlProjects.list)
  const sources = useAsk(dataSources.list)
  const items = useAsk(collectionItems.list)
  const same = projects.data?.items.find(({ code }) => code === of.code)
  const present = useAsk(etlProjects.file, { params: { id: same?.id ?? '' } }, { enabled: same !== undefined })
  const send = useSend(etlProjects.load, { refresh: [etlProjects.list, dataSources.list, collectionItems.list] })
  const load = async () => {
    await send.mutateAsync({ body: of })
    void notify(t('project.loaded', { name: of.name }))
    onClose()
  }
  const asked = same ? present : projects
  const ready = projects.data && sources.data && items.data && (!same || present.data)
  const failed = [asked, sources, items].find(({ error }) => error) ?? asked
  return (
    <Answered answer={{ ...failed, data: ready ? true : undefined, refetch: () => failed.refetch() }}>
      {() => {
        const changes = changesIn(of, present.data, {
          sources: new Set(sources.data?.items.map(({ code }) => code)),
          items: new Set(items.data?.items.map(({ code }) => code)),
          tasks: new Set(projects.data?.items.flatMap(({ tasks }) => tasks.map(({ code }) => code))),
        })
        return (
          <>
            <p className={classes.text}>
              {t(same ? 'project.load.changes' : 'project.load.makes', { name: of.name, code: of.code })}
            </p>
            <Table
              label={t('project.load.effects')}
              rows={changes}
              keyOf={({ part, code }) => `${part} ${code}`}
              columns={[
                { name: 'part', head: t('project.part'), width: 110, cell: ({ part }) => t(`project.part.${part}`) },
                { name: 'code', head: t('source.code'), width: 140, cell: ({ code }) => code },
                { name: 'name', head: t('project.name'), width: 160, cell: ({ name }) => name },
                { name: 'effect', head: t('project.effect'), width: 110, cell: (change) => <EffectOf {...change} /> },
              ]}
            />
            <p className={classes.hint}>{t('project.load.text')}</p>
            {send.error && (
              <div role="alert" className={classes.problem}>
                <strong>{problemText(send.error).title}</strong> {problemText(send.error).advice}
                {refusedIn(send.error).map(({ field, code }) => (
                  <div key={field + code}>
                    {placeIn(of, field)}: {fieldText(code)}
                  </div>
                ))}
              </div>
            )}
            <div className={classes.actions}>
              {/* A refusal is told above. */}
              <Button loading={send.isPending} onClick={() => void load().catch(() => {})}>
                {t('project.load.act')}
              </Button>
              <Button variant="default" onClick={onClose}>
                {t('ui.cancel')}
              </Button>
            </div>
          </>
        )
      }}
    </Answered>
  )
}

function EffectOf({ effect }: Change) {
  const { t } = useWords()
  if (effect === 'same') return t('project.effect.same')
  return <Tag tone={effect === 'new' ? 'blue' : 'amber'}>{t(`project.effect.${effect}`)}</Tag>
}
