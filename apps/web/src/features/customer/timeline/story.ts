import type { TimelineEntry } from '@rapport/contract/customer/timeline'
import type { z } from 'zod'
import { signOf, useFormat } from '#ui/format.ts'
import { useWords, wordsFor } from '#words/words.ts'

type Entry = z.output<typeof TimelineEntry>

const joined = (parts: (string | false | null | undefined)[], by = ' · ') => parts.filter(Boolean).join(by)

/** The words for a value of a closed list, or the value itself where it is not of the list. */
const said = (list: string, value: string | null | undefined) =>
  value ? (wordsFor(`${list}.${value}`) ?? value) : undefined

/** What happened, in the reader's words: one line, and what more is known. */
export function useStory({ kind, facts }: Entry): { title: string; text: string } {
  const { t, locale } = useWords()
  const format = useFormat()
  const money = (name: string) =>
    facts[name] && signOf(facts[name]) !== 0
      ? `${format.decimal(facts[name])} ${facts.currency ?? ''}`.trim()
      : undefined
  const named = (locale === 'zh-CN' ? facts.nameZh : facts.name) ?? '–'
  switch (kind) {
    case 'prospect':
      return {
        title: joined([t('timeline.prospect'), said('prospect-state', facts.event)]),
        text: joined([locale === 'zh-CN' ? facts.channelZh : facts.channel, facts.by]),
      }
    case 'check':
      return { title: named, text: joined([said('suitability.outcome', facts.outcome), facts.by]) }
    case 'purchase':
      return {
        title: joined([said('collection.value.kind', facts.event), facts.product]),
        text: money('amount') ?? '',
      }
    case 'plan':
      return {
        title: joined([named, said('story.plan', facts.event)]),
        text: joined([said(facts.event === 'ended' ? 'plan-end' : 'plan-start', facts.cause), facts.by]),
      }
    case 'call-back':
      return {
        title: joined([said('call-back-kind', facts.kind), said('task-outcome', facts.outcome)]),
        text: facts.by ?? '',
      }
    case 'visit':
      return {
        title: joined([
          said('visit-kind', facts.kind),
          facts.security,
          said('channel', facts.channel),
          said('outcome', facts.outcome) ?? said('visit-state', facts.state),
        ]),
        text: joined([
          facts.content ?? facts.purpose,
          facts.minutes && t('story.minutes', { count: Number(facts.minutes) }),
          facts.staff,
        ]),
      }
    case 'trades':
      return {
        title: t('story.trades', { count: Number(facts.trades ?? 0) }),
        text: joined([
          money('bought') && t('story.bought', { amount: money('bought') }),
          money('sold') && t('story.sold', { amount: money('sold') }),
          facts.securities,
        ]),
      }
    case 'profile':
      return {
        title: facts.changedFrom
          ? t('profile.changed', { from: said('risk', facts.changedFrom), to: said('risk', facts.riskLevel ?? 'none') })
          : joined([said('risk', facts.riskLevel ?? 'none'), said('basis', facts.riskBasis)]),
        text: said('source', facts.source) ?? '',
      }
    case 'account':
      return {
        title: joined([said('account-event', facts.event), said('account', facts.kind), facts.number], ' '),
        text: facts.market ?? '',
      }
    case 'hand-over':
      return {
        title: t('story.hand-over', { from: facts.from ?? '–', to: facts.to ?? '–' }),
        text: joined([
          facts.unitFrom !== facts.unitTo &&
            t('story.hand-over', { from: facts.unitFrom ?? '–', to: facts.unitTo ?? '–' }),
          facts.reason,
          facts.by,
        ]),
      }
    case 'request':
      return {
        title: joined([said('account-service', facts.kind), facts.number], ' '),
        text: joined([said('request-state', facts.state), facts.note, facts.by]),
      }
    case 'case':
      return {
        title: joined([said('case-kind', facts.kind), facts.title], ': '),
        text: joined([said('case-state', facts.state), facts.number, facts.handler]),
      }
    case 'message':
      return facts.way === 'in'
        ? {
            title: t('story.message.received', { channel: said('message-channel', facts.channel) ?? '–' }),
            text: facts.text ?? '',
          }
        : {
            title: joined([named, said('message-channel', facts.channel)]),
            text: joined([said('message-state', facts.state), facts.by]),
          }
    case 'recommendation':
      return {
        title: joined([named, said('message-channel', facts.channel) ?? said('channel', facts.channel)]),
        text: joined([
          said('message-reason', facts.reason) ??
            said('recommendations.state', facts.state) ??
            said('message-state', facts.state),
          said('recommendations.response', facts.response),
          facts.by,
        ]),
      }
    case 'survey':
      return {
        title: t('story.survey', { name: named }),
        text: joined([
          facts.csat && `CSAT ${facts.csat}`,
          facts.nps && `NPS ${facts.nps}`,
          facts.ces && `CES ${facts.ces}`,
          facts.text,
        ]),
      }
    case 'moment':
      return {
        title: named,
        text: joined([said('moment.state', facts.state), said('moment.reason', facts.reason)], ': '),
      }
    case 'customer':
      return {
        title: joined([said('customer-event', facts.event ?? 'created'), facts.name, facts.number], ' '),
        text: joined([facts.reason, facts.by]),
      }
  }
}
