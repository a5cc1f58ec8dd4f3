import type pg from 'pg'

/**
 * What the data centre would have summed up: every customer is valued in each month of two years, a few own most of it
 * (domain 9). Amounts are made up, with the tables as wide and as long as in a firm of this size; what was traded is what the
 * trades say.
 */
export async function fillSums(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into warehouse.valuation_days (day) select distinct day from priced;
    create temp table traded as
      select customer_id, date_trunc('month', traded_on)::date as month, sum(amount) as traded_value, count(*)::int as trades
      from warehouse.trades group by 1, 2;
    create temp table owned as select c.id, round((1000 / power(random() + 0.0003, 1.2))::numeric, 2) as assets from customers c;
    analyze traded; analyze owned;
    insert into warehouse.customer_months (customer_id, month, currency, traded_value, trades, counted_trades, owner_id, unit_id, live,
        days, asset_days, closing_assets, peak_assets, net_inflow, profit, commission, net_commission, fees, contacts)
      select c.id, m.month, 'CNY', coalesce(t.traded_value, 0), coalesce(t.trades, 0), coalesce(t.trades, 0), c.owner_id, c.unit_id,
        c.deleted_at is null, 20, 20 * o.assets, o.assets, o.assets, round(o.assets * 0.002, 2), round(o.assets * 0.004, 2),
        round(coalesce(t.traded_value, 0) * 0.00025, 2), round(coalesce(t.traded_value, 0) * 0.0002, 2), 0, 1
      from (select distinct date_trunc('month', day)::date as month from priced) m
      cross join customers c join owned o on o.id = c.id
      left join traded t on t.customer_id = c.id and t.month = m.month;
    insert into warehouse.unit_months (unit_id, month, currency, ${columns})
      select unit_id, month, currency, ${summed} from warehouse.customer_months where live group by 1, 2, 3;
    insert into warehouse.staff_months (staff_id, unit_id, month, currency, ${columns})
      select owner_id, unit_id, month, currency, ${summed} from warehouse.customer_months where live and owner_id is not null
      group by 1, 2, 3, 4;
    insert into warehouse.unit_days (unit_id, day, currency, customers, active_customers, assets, position_value, cash, product_value,
        margin_debt, net_inflow, profit, realised, traded_value, trades, fees, commission, net_commission, contacts)
      select u.unit_id, v.day, u.currency, u.customers, u.active_customers / 10, u.closing_assets, 0.7 * u.closing_assets,
        0.3 * u.closing_assets, 0, 0, u.net_inflow / 20, u.profit / 20, 0, u.traded_value / 20, u.trades / 20, 0, u.commission / 20,
        u.net_commission / 20, u.contacts / 20
      from warehouse.unit_months u join warehouse.valuation_days v on v.day >= u.month and v.day < u.month + interval '1 month';
    select warehouse.remake_chart_sums()`)
  await fillMovements(owner)
}

/** Tiers of all customers by month, of whom one in thirty moves, and what a model said of them at the end of each month. */
async function fillMovements(owner: pg.Client): Promise<void> {
  await owner.query(`
    create temp table ladder as select array_agg(code order by position) as codes, array_agg(floor order by position) as floors from tiers;
    create temp table months as select distinct month from warehouse.customer_months where month >= date_trunc('month', now()) - interval '14 months';
    insert into warehouse.tier_flow_months select month from months where month < date_trunc('month', now());
    insert into warehouse.customer_tier_flows (customer_id, month, from_tier, to_tier, owner_id, unit_id, live, assets)
      select m.customer_id, m.month, l.codes[p.place], l.codes[least(cardinality(l.codes), greatest(1, p.place + p.moved))],
        m.owner_id, m.unit_id, m.live, m.closing_assets
      from warehouse.customer_months m join warehouse.tier_flow_months using (month) cross join ladder l
      cross join lateral (select greatest(1, width_bucket(m.closing_assets, l.floors)) as place,
        case when random() < 0.015 then 1 when random() < 0.015 then -1 else 0 end as moved) p;
    insert into warehouse.model_versions (id, kind, number, state, settings, in_use, scored_on)
      select uuid_v7(), 'churn', 1, 'fitted', '{}', true, max(day) from warehouse.valuation_days;
    insert into warehouse.customer_scores (customer_id, version_id, as_of, kind, score, class, detail)
      select c.id, v.id, d.day, 'churn', r.p, case when r.p >= 0.5 then 'high' when r.p >= 0.2 then 'medium' else 'low' end,
        jsonb_build_object('assets', 50000)
      from warehouse.model_versions v
      cross join (select max(day) as day from warehouse.valuation_days group by date_trunc('month', day)) d
      cross join customers c cross join lateral (select power(random() + (c.id is null)::int, 3) as p) r`)
}

const columns = `traded_value, trades, active_customers, customers, asset_days, closing_assets, net_inflow, profit, realised,
  commission, net_commission, fees, contacts`
const summed = `sum(traded_value), sum(trades), count(*) filter (where trades > 0), count(*), sum(asset_days), sum(closing_assets),
  sum(net_inflow), sum(profit), sum(realised), sum(commission), sum(net_commission), sum(fees), sum(contacts)`
