-- Cases come by file as well. Whoever kept them told whether an answer was in time, also of what is still open.
alter table imports drop constraint imports_kind;
alter table imports add constraint imports_kind check (kind in ('customers', 'securities', 'accounts', 'trades', 'prices', 'cases'));
alter table cases drop constraint cases_over;
alter table cases add constraint cases_over check (state not in ('closed', 'follow-up') or on_time is not null);
