import { Button } from '@mantine/core'
import { type CallBackScript, callBackKinds, callBacks } from '@rapport/contract/service/call-backs'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './scripts.module.css'
import { InForceMark, standingOf } from './standing.tsx'
import { WriteScript } from './write-script.tsx'

/** What is asked in each kind of call: the version that is asked now, what will be and what was. */
export function ScriptList() {
  const answer = useAsk(callBacks.scripts, {})
  return (
    <Answered answer={answer} lines={8}>
      {({ items }) => (
        <>
          {callBackKinds.map((kind) => (
            <OfKind key={kind} versions={items.filter((one) => one.kind === kind)} kind={kind} />
          ))}
        </>
      )}
    </Answered>
  )
}

function OfKind({ kind, versions }: { kind: CallBackScript['kind']; versions: CallBackScript[] }) {
  const { t } = useWords()
  const { today } = useViewer()
  const [writing, setWriting] = useState(false)
  const now = versions.find((one) => standingOf(versions, one, today) === 'holds') ?? versions.at(-1)
  if (!now) return null
  if (writing) return <WriteScript from={versions[0]!} onDone={() => setWriting(false)} />
  return (
    <Section
      title={t(`call-back-kind.${kind}`)}
      actions={
        <Allowed to={callBacks.addScript}>
          <Button
            variant="default"
            aria-label={t('call-backs.script.next-of', { kind: t(`call-back-kind.${kind}`) })}
            onClick={() => setWriting(true)}
          >
            {t('call-backs.script.next')}
          </Button>
        </Allowed>
      }
    >
      {versions.map((one) => (
        <details key={one.id} open={one === now} className={classes.version}>
          <summary>
            {t('call-backs.script.version', { version: one.version })} ·{' '}
            {one.version === 1 ? t('call-backs.script.first') : <Day on={one.validFrom} />}{' '}
            <InForceMark as={standingOf(versions, one, today)} /> {one.createdBy}
          </summary>
          <Script of={one} />
        </details>
      ))}
    </Section>
  )
}

function Script({ of: { opening, openingZh, questions } }: { of: CallBackScript }) {
  const { t, locale } = useWords()
  const said = (en: string, zh: string) => (locale === 'zh-CN' ? zh : en)
  return (
    <>
      <p>{said(opening, openingZh)}</p>
      <ol className={classes.questions}>
        {questions.map((question) => (
          <li key={question.code}>
            {said(question.text, question.textZh)}
            <div className={classes.answers}>
              {question.answers.map(({ code, text, textZh, finding }) => (
                <span
                  key={code}
                >{`${said(text, textZh)}${finding ? ` (${t('call-backs.script.finding')})` : ''}`}</span>
              ))}
            </div>
            {question.verify && <small>{said(question.verify, question.verifyZh ?? question.verify)}</small>}
          </li>
        ))}
      </ol>
    </>
  )
}
