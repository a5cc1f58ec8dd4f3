import { Button } from '@mantine/core'
import {
  CONSENT_VERSION,
  Enquiry,
  type EnquiryKind,
  EnquiryProof,
  enquiries,
} from '@rapport/contract/marketing/enquiries'
import { prospectInterests } from '@rapport/contract/marketing/prospects'
import { useEffect, useState } from 'react'
import { useController } from 'react-hook-form'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import classes from '#features/session/sign-in/sign-in-page.module.css'
import { LongTextField, SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { Languages } from '#ui/languages.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import joining from './join.module.css'

/** Where anybody enquires, without signing in: what they want, then the code. It says nothing of who is known here. */
export function JoinPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { code = '' } = useParams()
  const params = { code }
  const form = useAsk(enquiries.form, { params })
  const send = useSend(enquiries.send, { refresh: [] })
  const prove = useSend(enquiries.prove, { refresh: [] })
  const [told, setTold] = useState<Partial<z.input<typeof Enquiry>>>()
  useEffect(() => {
    document.title = t('join.title')
  }, [t])
  const problem = form.error ? t('join.unknown') : form.data?.kinds.length === 0 ? t('join.no-channel') : null
  const step = prove.data ? 'received' : send.data ? 'code' : 'form'
  return (
    <main className={classes.page}>
      <div className={classes.form}>
        <h1 className={classes.name}>{t('join.title')}</h1>
        {problem && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        {step === 'received' && <p role="status">{t('join.received')}</p>}
        {step === 'code' && (
          <>
            <TypeCode
              prove={(typed) => prove.mutateAsync({ params, body: { enquiry: send.data!.enquiry, code: typed } })}
            />
            <Button variant="subtle" onClick={() => send.reset()}>
              {t('join.back')}
            </Button>
          </>
        )}
        {step === 'form' && form.data && !problem && (
          <Tell
            from={nameOf(form.data)}
            kinds={form.data.kinds}
            told={told}
            send={(body) => {
              setTold(body)
              return send.mutateAsync({ params, body })
            }}
          />
        )}
        <Languages />
      </div>
    </main>
  )
}

interface Telling {
  from: string
  kinds: EnquiryKind[]
  /** What was told before going back. */
  told: Partial<z.input<typeof Enquiry>> | undefined
  send: (body: Enquiry) => Promise<unknown>
}

function Tell({ from, kinds, told, send }: Telling) {
  const { t, locale } = useWords()
  return (
    <>
      <p className={classes.about}>{t('join.about', { from })}</p>
      <Form
        of={Enquiry}
        from={{
          ...{ kind: kinds[0]!, interests: [], message: null, marketing: false, website: '', ...told },
          ...{ language: locale, consentVersion: CONSENT_VERSION },
        }}
        light
        send={t('join.send')}
        onSend={(body) => send({ ...body, language: locale })}
      >
        <TextField name="name" label={t('join.name')} required maxLength={60} autoComplete="name" />
        {kinds.length > 1 && (
          <SelectField
            name="kind"
            label={t('join.kind')}
            required
            choices={kinds.map((value) => ({ value, label: t(`join.kind.${value}`) }))}
          />
        )}
        <TextField
          name="contact"
          label={kinds.length > 1 ? t('join.contact') : t(`join.kind.${kinds[0]!}`)}
          hint={t('join.contact.hint')}
          required
          maxLength={200}
          autoComplete={kinds.length > 1 ? 'on' : kinds[0] === 'email' ? 'email' : 'tel'}
        />
        <SeveralField
          name="interests"
          label={t('join.interests')}
          choices={prospectInterests.map((value) => ({ value, label: t(`prospect-interest.${value}`) }))}
        />
        <LongTextField name="message" label={t('join.message')} rows={2} maxLength={500} empty="null" />
        <Unseen />
        <p className={joining.consent}>{t('join.consent.text')}</p>
        <SwitchField name="consent" label={t('join.consent')} required />
        <SwitchField name="marketing" label={t('join.marketing')} />
      </Form>
    </>
  )
}

/** A field that only a program fills in. */
function Unseen() {
  const { field } = useController({ name: 'website' })
  return (
    <div className={joining.unseen} aria-hidden="true">
      <input {...field} tabIndex={-1} autoComplete="off" />
    </div>
  )
}

function TypeCode({ prove }: { prove: (code: string) => Promise<unknown> }) {
  const { t } = useWords()
  return (
    <>
      <p role="status" className={classes.about}>
        {t('join.code.sent')}
      </p>
      <Form of={EnquiryProof.pick({ code: true })} light send={t('join.prove')} onSend={({ code }) => prove(code)}>
        <TextField name="code" label={t('join.code')} required maxLength={6} autoComplete="one-time-code" autoFocus />
      </Form>
    </>
  )
}
