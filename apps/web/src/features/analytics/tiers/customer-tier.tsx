import { Button } from '@mantine/core'
import type { TierCode } from '@rapport/contract/analytics/tier-codes'
import { type CustomerTier as Answer, type DatedTier, TierByHandDraft, tiers } from '@rapport/contract/analytics/tiers'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useTierName } from './tier-name.ts'
import classes from './tiers.module.css'

/** On the page of a customer: the tier that holds, by rule or by hand, why, and all there was. */
export function CustomerTier({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const [setting, setSetting] = useState(false)
  const answer = useAsk(tiers.ofCustomer, { params: { id: customerId } })
  const takeBack = useSend(tiers.takeBack, { refresh: [tiers.ofCustomer, tiers.ladder] })
  const byHand = answer.data?.present?.basis === 'hand'
  return (
    <Section
      title={t('tiers.tier')}
      actions={
        answer.data &&
        !setting && (
          <Allowed to={tiers.setByHand}>
            {byHand && (
              <Button
                variant="subtle"
                loading={takeBack.isPending}
                onClick={() =>
                  takeBack.mutate({ params: { id: customerId } }, { onSuccess: () => notify(t('tiers.taken-back')) })
                }
              >
                {t('tiers.take-back')}
              </Button>
            )}
            <Button variant="subtle" onClick={() => setSetting(true)}>
              {t('tiers.set')}
            </Button>
          </Allowed>
        )
      }
    >
      <Answered answer={answer} lines={3}>
        {(tier) => (
          <>
            {setting && <SetTier customerId={customerId} of={tier} done={() => setSetting(false)} />}
            <Standing of={tier} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function Standing({ of }: { of: Answer }) {
  const { t } = useWords()
  const nameOf = useTierName(of.names)
  const { present, byRule, history } = of
  if (!present && history.length === 0) return <p className={classes.small}>{t('tiers.no-tier')}</p>
  return (
    <>
      <strong>{present ? nameOf(present.tier) : '–'}</strong>{' '}
      {present?.basis === 'hand' && <Tag tone="blue">{t('tiers.basis.hand')}</Tag>}
      {present?.basis === 'hand' && byRule && (
        <p className={classes.small}>{t('tiers.rule-says', { tier: nameOf(byRule) })}</p>
      )}
      <ol className={classes.history} aria-label={t('tiers.history')}>
        {history.map((one) => (
          <Entry key={`${one.basis} ${one.setAt} ${one.validFrom}`} of={one} name={nameOf(one.tier)} />
        ))}
      </ol>
    </>
  )
}

function Entry({ of, name }: { of: DatedTier; name: string }) {
  const { t } = useWords()
  const format = useFormat()
  const span = `${format.day(of.validFrom)} – ${of.validTo ? format.day(of.validTo) : ''}`
  return (
    <li>
      <span className="figures">{span}</span>
      <span>{name}</span>
      <span>
        {of.basis === 'hand'
          ? [t('tiers.basis.hand'), of.setBy?.name, of.reason].filter(Boolean).join(' · ')
          : t('tiers.by-rule', { version: of.ladderVersion ?? 1, assets: format.compact(of.tierAssets) })}
      </span>
    </li>
  )
}

function SetTier({ customerId, of, done }: { customerId: string; of: Answer; done: () => void }) {
  const { t } = useWords()
  const nameOf = useTierName(of.names)
  const set = useSend(tiers.setByHand, { refresh: [tiers.ofCustomer, tiers.ladder] })
  return (
    <Form
      of={TierByHandDraft}
      from={{ tier: (of.present?.tier ?? 'gold') as TierCode, reason: '', until: null }}
      send={t('tiers.set')}
      onCancel={done}
      onSend={async (body) => {
        await set.mutateAsync({ params: { id: customerId }, body })
        void notify(t('tiers.set.done'))
        done()
      }}
    >
      <Fields>
        <SelectField
          name="tier"
          label={t('tiers.tier')}
          required
          choices={of.names.map(({ code }) => ({ value: code, label: nameOf(code) }))}
        />
        <DayField name="until" label={t('tiers.until')} hint={t('tiers.until.hint')} />
        <TextField name="reason" label={t('tiers.reason')} maxLength={300} required />
      </Fields>
    </Form>
  )
}
