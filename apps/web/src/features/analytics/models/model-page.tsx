import { Button } from '@mantine/core'
import { type ModelKind, modelKinds } from '@rapport/contract/analytics/model-reports'
import { type ModelVersion, models } from '@rapport/contract/analytics/models'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed, NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { FitButton, isUnderWay } from './fit-button.tsx'
import { ModelReportView } from './model-report.tsx'
import { ModelSettings } from './model-settings.tsx'
import { AGAIN } from './models-page.tsx'
import { VersionFacts } from './version-facts.tsx'
import { VersionsTable } from './versions-table.tsx'

/** One kind of model: a version with its measures, and all versions. The version is in the URL; without it, the one in use. */
export function ModelPage() {
  const { kind } = useParams()
  const known = modelKinds.find((name) => name === kind)
  return known ? <OfKind kind={known} /> : <NotFound whole />
}

function OfKind({ kind }: { kind: ModelKind }) {
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(models.versions)
  const mayFit = useMay(models.configure)
  const answer = useAsk(
    models.versions,
    { params: { kind } },
    { enabled: allowed, again: (reply) => (reply?.items.some(isUnderWay) ? AGAIN : false) },
  )
  const versions = answer.data?.items ?? []
  const shown =
    versions.find(({ id }) => id === get('version')) ??
    versions.find(({ inUse }) => inUse) ??
    versions.find(({ state }) => state === 'fitted')
  return (
    <Page
      title={t(`model.kind.${kind}`)}
      crumbs={[{ label: t('model.title'), to: '/models' }]}
      about={t(`model.about.${kind}`)}
      actions={
        allowed && (
          <>
            {shown && <UseButton version={shown} />}
            <FitButton kind={kind} latest={versions[0]} />
          </>
        )
      }
    >
      {allowed ? (
        <Answered answer={answer} lines={10}>
          {() => (
            <>
              {shown ? (
                <OfVersion key={shown.id} version={shown} />
              ) : (
                <Empty title={t('model.versions.none')}>{t('model.versions.none.text')}</Empty>
              )}
              {versions.length > 0 && (
                <Section title={t('model.versions')}>
                  <VersionsTable versions={versions} />
                </Section>
              )}
              {mayFit && <ModelSettings kind={kind} />}
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function OfVersion({ version }: { version: ModelVersion }) {
  const answer = useAsk(models.open, { params: { id: version.id } })
  return (
    <>
      <VersionFacts version={version} />
      <Answered answer={answer} lines={8}>
        {({ report }) => (report ? <ModelReportView report={report} asOf={version.scoredOn} /> : null)}
      </Answered>
    </>
  )
}

function UseButton({ version }: { version: ModelVersion }) {
  const { t } = useWords()
  const allowed = useMay(models.use)
  const send = useSend(models.use, { refresh: [models.list, models.versions, models.atRisk, models.scores] })
  if (!allowed || version.inUse || version.state !== 'fitted') return null
  const use = async () => {
    await send.mutateAsync({ params: { id: version.id } })
    await notify(t('model.used'))
  }
  return (
    <Button size="xs" loading={send.isPending} onClick={() => void use()}>
      {t('model.use')}
    </Button>
  )
}
