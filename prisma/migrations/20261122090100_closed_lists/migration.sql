-- Closed lists are CHECKs rather than enums, so that the schema also runs on a distributed PostgreSQL.
-- The same lists stand in packages/contract; a test compares them.

alter table units add constraint units_kind check (kind in ('head-office', 'region', 'branch', 'team'));
alter table units add constraint units_validity check (valid_to is null or valid_to >= valid_from);
alter table units add constraint units_one_head_office check ((parent_id is null) = (kind = 'head-office'));
-- People sign in by any spelling of their name.
create unique index users_username_any_case on users (lower(username));
alter table roles add constraint roles_scope check (scope in ('own', 'units', 'all', 'none'));
alter table roles add constraint roles_clearance check (clearance <@ array['identification', 'mobile', 'email', 'bank-card']);

alter table customers add constraint customers_kind check (kind in ('person', 'organisation'));
alter table customers add constraint customers_lifecycle check (lifecycle in ('prospect', 'active', 'dormant', 'closed'));
alter table customers add constraint customers_level check (level in ('mass', 'premium', 'professional', 'legal-entity', 'inactive'));
alter table customers add constraint customers_investor_class check (investor_class in ('ordinary', 'professional'));
alter table customers add constraint customers_risk_level check (risk_level in ('C1-min', 'C1', 'C2', 'C3', 'C4', 'C5'));
alter table customers add constraint customers_risk_basis check (risk_basis in ('assessed', 'predicted', 'unavailable'));
alter table customers add constraint customers_capacity check (investment_capacity in ('below-30k', '30k-80k', '80k-300k', 'above-300k'));
alter table customers add constraint customers_capacity_basis check (capacity_basis in ('assessed', 'predicted', 'unavailable'));
alter table customers add constraint customers_gender check (gender in ('male', 'female'));

alter table investor_profiles add constraint profiles_level check (level in ('mass', 'premium', 'professional', 'legal-entity', 'inactive'));
alter table investor_profiles add constraint profiles_risk_level check (risk_level in ('C1-min', 'C1', 'C2', 'C3', 'C4', 'C5'));
alter table investor_profiles add constraint profiles_risk_basis check (risk_basis in ('assessed', 'predicted', 'unavailable'));
alter table investor_profiles add constraint profiles_risk_known check ((risk_level is null) = (risk_basis = 'unavailable'));
alter table investor_profiles add constraint profiles_capacity check (investment_capacity in ('below-30k', '30k-80k', '80k-300k', 'above-300k'));
alter table investor_profiles add constraint profiles_capacity_basis check (capacity_basis in ('assessed', 'predicted', 'unavailable'));

alter table identifications add constraint identifications_type check
  (type in ('resident-id', 'foreign-permanent-resident-id', 'hk-macao-taiwan-permit', 'passport', 'credit-code', 'other'));
alter table contact_points add constraint contact_points_kind check (kind in ('mobile', 'phone', 'email', 'address', 'wechat'));
create unique index contact_persons_one_primary on contact_persons (customer_id) where "primary";

alter table accounts add constraint accounts_kind check (kind in ('fund', 'securities', 'credit', 'option', 'fund-ta'));
alter table accounts add constraint accounts_status check (status in ('open', 'frozen', 'dormant', 'closed'));
alter table accounts add constraint accounts_currency check (currency ~ '^[A-Z]{3}$');
alter table account_service_requests add constraint service_requests_kind check
  (kind in ('freeze', 'unfreeze', 'close', 'change-bank', 'change-details', 'other'));
alter table account_service_requests add constraint service_requests_state check (state in ('open', 'done', 'declined'));
alter table trades add constraint trades_side check (side in ('buy', 'sell'));
alter table trades add constraint trades_quantity check (quantity >= 0);
-- The side is the sign, and an amount needs a quantity: what positions are computed from.
alter table trades add constraint trades_amounts check (amount >= 0 and fees >= 0 and (quantity > 0 or amount = 0));

alter table care_visits add constraint visits_kind check
  (kind in ('care', 'onboarding', 'review', 'product', 'complaint-follow-up', 'birthday', 'other'));
alter table care_visits add constraint visits_channel check (channel in ('phone', 'in-person', 'video', 'wechat', 'email'));
alter table care_visits add constraint visits_state check (state in ('planned', 'recorded', 'cancelled'));
alter table care_visits add constraint visits_outcome check
  (outcome in ('reached', 'not-reached', 'interested', 'follow-up', 'declined'));
alter table care_visits add constraint visits_recorded check ((state = 'recorded') = (outcome is not null));

alter table imports add constraint imports_kind check (kind in ('customers', 'securities', 'accounts', 'trades', 'prices'));
alter table imports add constraint imports_mode check (mode in ('create', 'update', 'upsert'));
alter table imports add constraint imports_state check (state in ('waiting', 'running', 'done', 'failed'));
