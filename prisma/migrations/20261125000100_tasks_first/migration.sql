-- Whoever works with customers begins the day with what is to be done; whoever leads a unit sees it too. Dashboards that a firm
-- has changed stay as they are.
update dashboards set tiles = '[{"kind": "work", "part": "tasks", "width": 2}, {"kind": "work", "part": "birthdays", "width": 1}]'::jsonb || tiles
    || '[{"kind": "work", "part": "not-contacted", "width": 1}]'::jsonb
  where code = 'execution' and tiles->0 = '{"kind": "work", "part": "visits", "width": 2}'::jsonb;
update dashboards set tiles = jsonb_insert(tiles, '{4}', '{"kind": "work", "part": "tasks", "width": 3}')
  where code = 'control' and tiles->3 = '{"kind": "work", "part": "counts", "width": 3}'::jsonb;
