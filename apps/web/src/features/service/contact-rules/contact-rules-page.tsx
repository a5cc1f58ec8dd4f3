import { Button } from '@mantine/core'
import { type ContactRules, contactPermissions } from '@rapport/contract/service/contact-permissions'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { SetContactRules } from './set-contact-rules.tsx'

/** When customers are not contacted and how often at most: what holds, what will, what held. */
export function ContactRulesPage() {
  const { t } = useWords()
  const { today } = useViewer()
  const allowed = useMay(contactPermissions.rules)
  const [setting, setSetting] = useState(false)
  const answer = useAsk(contactPermissions.rules, {}, { enabled: allowed })
  const items = answer.data?.items ?? []
  // The latest first: the first that has begun is the one that holds.
  const holds = items.find(({ validFrom }) => validFrom <= today)
  return (
    <Page
      narrow
      title={t('contact-rules.title')}
      about={t('contact-rules.about')}
      crumbs={[{ label: t('messages.title'), to: '/messages' }]}
      actions={
        !setting && (
          <Allowed to={contactPermissions.setRules}>
            <Button onClick={() => setSetting(true)}>{t('contact-rules.set')}</Button>
          </Allowed>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {setting && <SetContactRules from={holds} onDone={() => setSetting(false)} />}
      {allowed && (
        <Answered answer={answer} lines={6}>
          {() =>
            items.length === 0 ? (
              <Empty title={t('contact-rules.none')}>{t('contact-rules.none.text')}</Empty>
            ) : (
              items.map((rules) => (
                <Rules
                  key={rules.validFrom}
                  rules={rules}
                  state={rules === holds ? 'holds' : rules.validFrom > today ? 'ahead' : 'former'}
                />
              ))
            )
          }
        </Answered>
      )}
    </Page>
  )
}

const tones = { holds: 'blue', ahead: 'amber', former: 'neutral' } as const

function Rules({ rules, state }: { rules: ContactRules; state: keyof typeof tones }) {
  const { t } = useWords()
  return (
    <Section
      title={t('contact-rules.from', { day: rules.validFrom })}
      actions={<Tag tone={tones[state]}>{t(`contact-rules.${state}`)}</Tag>}
    >
      <Facts
        of={[
          [t('contact-rules.valid-from'), <Day key="from" on={rules.validFrom} />],
          [t('contact-rules.quiet'), `${rules.quietFrom} – ${rules.quietUntil}`],
          [t('contact-rules.call-quiet'), `${rules.callQuietFrom} – ${rules.callQuietUntil}`],
          [
            t('contact-rules.caps'),
            rules.caps.length === 0
              ? t('contact-rules.no-caps')
              : rules.caps.map(({ channel, days, most }) => (
                  <div key={`${channel} ${days}`}>
                    {t('contact-rules.cap', { channel: t(`contact-channel.${channel}`), most, days })}
                  </div>
                )),
          ],
        ]}
      />
    </Section>
  )
}
