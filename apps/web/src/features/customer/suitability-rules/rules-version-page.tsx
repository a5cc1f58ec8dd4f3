import { Button } from '@mantine/core'
import { type SuitabilityRules, suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { DayField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { RulesMark } from './rules-mark.tsx'
import { RulesText } from './rules-text.tsx'
import { RulesFrom } from './suitability-rules-page.tsx'

/** A version of the rules: how it stands, what each class may buy, and which tests with which steps are made. */
export function RulesVersionPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id = '' } = useParams()
  const allowed = useMay(suitabilityRules.open)
  const answer = useAsk(suitabilityRules.open, { params: { id } }, { enabled: allowed })
  return (
    <Page
      title={answer.data ? nameOf(answer.data) : t('rules.title')}
      crumbs={[{ label: t('rules.title'), to: '/suitability-rules' }]}
      about={answer.data && <RulesMark of={answer.data} />}
    >
      {allowed ? (
        <Answered answer={answer} lines={12}>
          {(of) => (
            <>
              <Head of={of} />
              <RulesText of={of.definition} />
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Head({ of }: { of: SuitabilityRules }) {
  const { t } = useWords()
  const { id: me } = useViewer()
  const [asking, setAsking] = useState(false)
  const own = of.madeBy?.id === me
  return (
    <Section
      title={t('rules.version')}
      actions={
        <span>
          <Download of={of} />{' '}
          {of.state === 'draft' && !asking && (
            <Allowed to={suitabilityRules.goLive}>
              <Button disabled={own} onClick={() => setAsking(true)}>
                {t('rules.go-live')}
              </Button>
            </Allowed>
          )}
        </span>
      }
    >
      {of.state === 'draft' && own && <p role="status">{t('rules.second-person')}</p>}
      {asking && <GoLive of={of} onDone={() => setAsking(false)} />}
      <Facts
        of={[
          [t('rules.regime'), t(`rules.regime.${of.regime}`)],
          [t('rules.version'), of.number],
          [t('rules.from'), <RulesFrom key="from" of={of} />],
          [t('rules.made-by'), of.madeBy?.name],
          [t('rules.approved-by'), of.approvedBy?.name],
          [t('rules.retention'), t('rules.years', { count: of.definition.retentionYears })],
        ]}
      />
    </Section>
  )
}

/** The version as a file: changed and read again it is the next one. */
function Download({ of: { regime, number, name, nameZh, definition } }: { of: SuitabilityRules }) {
  const { t } = useWords()
  const file = JSON.stringify({ regime, name, nameZh, definition }, null, 2)
  return (
    <Button
      variant="default"
      component="a"
      download={`${regime}-${number}.json`}
      href={`data:application/json;charset=utf-8,${encodeURIComponent(file)}`}
    >
      {t('rules.download')}
    </Button>
  )
}

function GoLive({ of, onDone }: { of: SuitabilityRules; onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const goLive = useSend(suitabilityRules.goLive, { refresh: [suitabilityRules.list, suitabilityRules.open] })
  return (
    <Form
      light
      of={suitabilityRules.goLive.body}
      from={{ effectiveFrom: today }}
      send={t('rules.go-live')}
      onCancel={onDone}
      onSend={async (body) => {
        await goLive.mutateAsync({ params: { id: of.id }, version: of.version, body })
        void notify(t('rules.is-live'))
        onDone()
      }}
    >
      <p>{t('rules.go-live.text')}</p>
      <DayField name="effectiveFrom" label={t('rules.from')} required min={today} />
    </Form>
  )
}
