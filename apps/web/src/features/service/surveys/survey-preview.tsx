import { Button, SegmentedControl } from '@mantine/core'
import type { LinkAnswer } from '@rapport/contract/service/survey-links'
import type { Survey } from '@rapport/contract/service/survey-shapes'
import { useState } from 'react'
import { type Locale, useWords } from '#words/words.ts'
import form from './survey-form.module.css'
import { SurveyForm } from './survey-form.tsx'

/** The latest version as customers see it; nothing is sent. */
export function SurveyPreview({ survey }: { survey: Survey }) {
  const { t, locale } = useWords()
  const [shown, setShown] = useState<Locale>(locale)
  const [answers, setAnswers] = useState<LinkAnswer[]>([])
  const { number, definition, questions } = survey.versions[0]!
  const en = shown === 'en'
  const intro = en ? definition.intro : definition.introZh
  return (
    <div className={form.sheet}>
      <header className={form.head}>
        <h2>{en ? survey.name : survey.nameZh}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('survey.languages')}
          value={shown}
          data={definition.languages.map((value) => ({ value, label: t(`survey.language.${value}`) }))}
          onChange={(next) => setShown(next as Locale)}
        />
      </header>
      <p className={form.quiet}>{t('survey.preview.text', { number })}</p>
      {intro && <p className={form.about}>{intro}</p>}
      <SurveyForm questions={questions} locale={shown} answers={answers} onAnswers={setAnswers} />
      <p className={form.quiet}>{en ? definition.thanks : definition.thanksZh}</p>
      <div>
        <Button variant="default" onClick={() => setAnswers([])}>
          {t('survey.preview.again')}
        </Button>
      </div>
    </div>
  )
}
