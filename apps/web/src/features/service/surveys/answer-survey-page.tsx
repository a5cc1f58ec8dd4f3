import { Button } from '@mantine/core'
import { newKey, Refusal } from '@rapport/contract/client'
import { isAnswered, pathOf } from '@rapport/contract/service/survey-flow'
import { type LinkAnswer, type SurveyLink, surveyLinks } from '@rapport/contract/service/survey-links'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import { call } from '#api/call.ts'
import { useAsk } from '#api/query.ts'
import { Languages } from '#ui/languages.tsx'
import { fieldText, problemText } from '#words/problem-text.ts'
import { type Locale, speak, useWords } from '#words/words.ts'
import classes from './survey-form.module.css'
import { SurveyForm } from './survey-form.tsx'

/** Where a link leads: a survey in the house's words, without signing in. It says nothing of whom it was made for. */
export function AnswerSurveyPage() {
  const { t, locale } = useWords()
  const { token = '' } = useParams()
  const answer = useAsk(surveyLinks.open, { params: { token } })
  const [given, setGiven] = useState<SurveyLink>()
  const link = given ?? answer.data
  const title = link ? (locale === 'en' ? link.name : link.nameZh) : t('survey-link.title')
  const only = link?.languages.length === 1 ? link.languages[0] : undefined
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    if (only && only !== locale) void speak(only)
  }, [only, locale])
  const refused = answer.error instanceof Refusal ? answer.error.status : undefined
  return (
    <main className={classes.page}>
      <div className={classes.sheet}>
        <header className={classes.head}>
          <h1>{title}</h1>
          {!only && <Languages />}
        </header>
        {answer.error && (
          <p role="alert" className={classes.about}>
            {refused === 404
              ? t('survey-link.unknown')
              : refused === 429
                ? t('survey-link.busy')
                : problemText(answer.error).title}
          </p>
        )}
        {link && link.state !== 'open' && (
          <p role="status">{closedWords(link, locale, t(`survey-link.${link.state}`))}</p>
        )}
        {link?.state === 'open' && <Questions key={token} token={token} link={link} onGiven={setGiven} />}
      </div>
    </main>
  )
}

/** Who has answered is thanked in the survey's own words. */
const closedWords = ({ state, thanks, thanksZh }: SurveyLink, locale: Locale, words: string) =>
  state === 'answered' ? (locale === 'en' ? thanks : thanksZh) : words

/** So long after the last change it is kept. */
const SAVE_AFTER = 600

interface Props {
  token: string
  link: SurveyLink
  onGiven: (link: SurveyLink) => void
}

function Questions({ token, link, onGiven }: Props) {
  const { t, locale } = useWords()
  const [answers, setAnswers] = useState<LinkAnswer[]>(link.answers)
  const [saved, setSaved] = useState<'saved' | 'unsaved' | null>(link.answers.length > 0 ? 'saved' : null)
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map())
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  // Known to this page alone: sent again, the answers are the same ones.
  const key = useRef(newKey())
  const params = { token }
  const changed = useRef(false)

  useEffect(() => {
    if (!changed.current || busy) return
    const timer = setTimeout(() => {
      call(surveyLinks.save, { params: { token }, body: { language: locale, answers } }).then(
        () => setSaved('saved'),
        () => setSaved('unsaved'),
      )
    }, SAVE_AFTER)
    return () => clearTimeout(timer)
  }, [answers, busy, locale, token])

  const change = (next: LinkAnswer[]) => {
    changed.current = true
    setSaved(null)
    setErrors(new Map())
    setAnswers(next)
  }
  const show = (found: ReadonlyMap<string, string>) => {
    setErrors(found)
    const [first] = found.keys()
    if (first) document.getElementById(`question-${first}`)?.focus()
  }
  const send = async () => {
    const missing = pathOf(link.questions, answers).filter(
      ({ code, required }) => required && !isAnswered(answers.find(({ question }) => question === code)),
    )
    if (missing.length > 0) return show(new Map(missing.map(({ code }) => [code, t('survey-link.required')])))
    setBusy(true)
    setProblem(undefined)
    try {
      onGiven(await call(surveyLinks.answer, { params, body: { language: locale, answers, key: key.current } }))
    } catch (refused) {
      const fields = refused instanceof Refusal ? (refused.problem?.errors ?? []) : []
      if (fields.length > 0) show(new Map(fields.map(({ field, code }) => [field, fieldText(code) ?? code])))
      else setProblem(refused)
      setBusy(false)
    }
  }
  const intro = locale === 'en' ? link.intro : link.introZh
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {intro && <p className={classes.about}>{intro}</p>}
      {link.anonymous && <p className={classes.quiet}>{t('survey-link.anonymous')}</p>}
      <SurveyForm questions={link.questions} locale={locale} answers={answers} onAnswers={change} errors={errors} />
      {problem !== undefined && <Problem of={problem} />}
      <div className={classes.foot}>
        <Button type="submit" loading={busy}>
          {t('survey-link.send')}
        </Button>
        <span role="status" className={classes.quiet}>
          {saved && t(`survey-link.${saved}`)}
        </span>
      </div>
    </form>
  )
}

/** What happened meanwhile to the survey is said as to who opens it now. */
function Problem({ of }: { of: unknown }): ReactNode {
  const { t } = useWords()
  const code = of instanceof Refusal ? of.problem?.code : undefined
  const state = (['answered', 'expired', 'closed', 'full'] as const).find((one) => code === `survey.${one}`)
  return (
    <p role="alert" className={classes.problem}>
      {state ? t(`survey-link.${state}`) : problemText(of).title}
    </p>
  )
}
