import type { Customer } from '@rapport/contract/customer/customers'
import type { ReactNode } from 'react'
import { BankCardsSection } from '#features/customer/bank-cards/bank-cards-section.tsx'
import { ContactPersonsSection } from '#features/customer/contact-persons/contact-persons-section.tsx'
import { ContactPointsSection } from '#features/customer/contact-points/contact-points-section.tsx'
import { IdentificationsSection } from '#features/customer/identifications/identifications-section.tsx'
import { InvestorProfileSection } from '#features/customer/investor-profiles/investor-profile-section.tsx'
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
      </div>
      <div>
        <InvestorProfileSection customerId={id} />
        <IdentificationsSection customerId={id} />
        <BankCardsSection customerId={id} />
      </div>
    </div>
  )
}

function Details({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const ofKind: [string, ReactNode][] =
    customer.kind === 'person'
      ? [
          [t('customer.gender'), customer.gender && t(`gender.${customer.gender}`)],
          [t('customer.birth-on'), <Day key="birth" on={customer.birthOn} />],
          [t('customer.nationality'), customer.nationality],
          [t('customer.occupation'), customer.occupation],
          [t('customer.education'), customer.education],
        ]
      : [
          [t('customer.legal-form'), customer.legalForm],
          [t('customer.industry'), customer.industry],
          [t('customer.lei'), customer.lei],
          [t('customer.registered-address'), customer.registeredAddress],
        ]
  return (
    <Section title={t('customer.details')}>
      <Facts
        of={[
          ...ofKind,
          [t('customer.lifecycle'), t(`lifecycle.${customer.lifecycle}`)],
          [t('customer.investor-class'), t(`investor-class.${customer.investorClass}`)],
          [t('customer.opened-on'), <Day key="opened" on={customer.openedOn} />],
          [
            t('customer.tags'),
            customer.tags.length > 0 && (
              <span className={classes.tags}>
                {customer.tags.map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </span>
            ),
          ],
          [t('customer.updated-at'), <Instant key="updated" at={customer.updatedAt} />],
        ]}
      />
      {customer.note && <p className={classes.note}>{customer.note}</p>}
    </Section>
  )
}
