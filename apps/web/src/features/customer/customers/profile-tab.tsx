import type { Customer } from '@rapport/contract/customer/customers'
import type { ReactNode } from 'react'
import { CustomerReports } from '#features/analytics/customer-reports/customer-reports.tsx'
import { CustomerScores } from '#features/analytics/models/customer-scores.tsx'
import { CustomerSegments } from '#features/analytics/segments/customer-segments.tsx'
import { CustomerTier } from '#features/analytics/tiers/customer-tier.tsx'
import { BankCardsSection } from '#features/customer/bank-cards/bank-cards-section.tsx'
import { ContactPersonsSection } from '#features/customer/contact-persons/contact-persons-section.tsx'
import { ContactPointsSection } from '#features/customer/contact-points/contact-points-section.tsx'
import { NeedsSection } from '#features/customer/customer-needs/needs-section.tsx'
import { Sourced } from '#features/customer/customer-origins/where-from.tsx'
import { FamilySection } from '#features/customer/family/family-section.tsx'
import { IdentificationsSection } from '#features/customer/identifications/identifications-section.tsx'
import { InvestorProfileSection } from '#features/customer/investor-profiles/investor-profile-section.tsx'
import { ChecksSection } from '#features/customer/suitability-checks/checks-section.tsx'
import { RecommendationsSection } from '#features/marketing/recommendations/recommendations-section.tsx'
import { PlansSection } from '#features/service/service-plans/plans-section.tsx'
import { ProposalsSection } from '#features/service/service-proposals/proposals-section.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './profile-tab.module.css'

/** Who the customer is, how to reach them, and what kind of investor they are. */
export function ProfileTab({ customer }: { customer: Customer }) {
  const { id } = customer
  return (
    <div className={classes.columns}>
      <div>
        <Details customer={customer} />
        <ContactPointsSection customerId={id} />
        <ContactPersonsSection customerId={id} />
        <FamilySection customerId={id} />
        <NeedsSection customerId={id} />
      </div>
      <div>
        <ProposalsSection customerId={id} />
        <InvestorProfileSection customerId={id} />
        <ChecksSection customerId={id} />
        <CustomerScores customerId={id} />
        <RecommendationsSection customerId={id} />
        <CustomerTier customerId={id} />
        <CustomerSegments customerId={id} />
        <PlansSection customerId={id} />
        <CustomerReports customerId={id} />
        <IdentificationsSection customerId={id} />
        <BankCardsSection customerId={id} />
      </div>
    </div>
  )
}

function Details({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const from = (label: string, field: keyof Customer, value: ReactNode): [string, ReactNode] => [
    label,
    value && <Sourced key={field} customerId={customer.id} field={field} label={label} value={value} />,
  ]
  const day = (on: string | null) => on && <Day on={on} />
  const ofKind: [string, ReactNode][] =
    customer.kind === 'person'
      ? [
          from(t('customer.gender'), 'gender', customer.gender && t(`gender.${customer.gender}`)),
          from(t('customer.birth-on'), 'birthOn', day(customer.birthOn)),
          from(t('customer.nationality'), 'nationality', customer.nationality),
          from(t('customer.occupation'), 'occupation', customer.occupation),
          from(t('customer.education'), 'education', customer.education),
        ]
      : [
          from(t('customer.legal-form'), 'legalForm', customer.legalForm),
          from(t('customer.industry'), 'industry', customer.industry),
          from(t('customer.lei'), 'lei', customer.lei),
          from(t('customer.registered-address'), 'registeredAddress', customer.registeredAddress),
        ]
  return (
    <Section title={t('customer.details')}>
      <Facts
        of={[
          from(t('customer.name'), 'name', customer.name),
          ...ofKind,
          [t('customer.language'), t(`customer.language.${customer.language}`)],
          from(t('customer.lifecycle'), 'lifecycle', t(`lifecycle.${customer.lifecycle}`)),
          from(t('customer.investor-class'), 'investorClass', t(`investor-class.${customer.investorClass}`)),
          from(t('customer.opened-on'), 'openedOn', day(customer.openedOn)),
          from(
            t('customer.tags'),
            'tags',
            customer.tags.length > 0 && (
              <span className={classes.tags}>
                {customer.tags.map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </span>
            ),
          ),
          [t('customer.updated-at'), <Instant key="updated" at={customer.updatedAt} />],
        ]}
      />
      {customer.note && (
        <p className={classes.note}>
          <Sourced customerId={customer.id} field="note" label={t('customer.note')} value={customer.note} />
        </p>
      )}
    </Section>
  )
}
