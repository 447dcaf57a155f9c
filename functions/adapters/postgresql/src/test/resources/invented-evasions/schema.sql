-- Objects of every kind around masked columns: people.ssn, people.email, cards.pan, accounts.iban,
-- leaf.secret, and the columns called code. Everything else is unlabelled.
-- Plans as for large tables: by index.
set enable_bitmapscan = off;
set random_page_cost = 0.1;

create table dept (id int primary key, dname text not null);
create table people (id int primary key, name text, ssn text, email text,
  dept_id int not null references dept (id), salary numeric);
create table cards (id int primary key, person_id int not null references people (id),
  pan text not null constraint cards_pan_key unique, expiry date not null);
create table contact (ssn text, phone text);
create table notes (id serial primary key, body text);

-- Columns that are computed from masked ones, and children that compute them otherwise.
create table accounts (id int primary key, iban text, kind text,
  tail text generated always as (right(iban, 4)) stored,
  head text generated always as (left(iban, 2)) virtual);
create table root (id int, total int generated always as (id * 2) stored);
create table leaf (secret text, total int generated always as (length(secret) + ascii(secret)) stored)
  inherits (root);
create table ledger (id int, region text, code text) partition by list (left(code, 1));
create table ledger_low partition of ledger for values in ('0', '1', '2', '3', '4', '5', '6', '7');
create table ledger_high partition of ledger default;

-- Views: plain, nested, renamed, recursive, aggregating, of statistics, of catalogues.
create view v_people as select id, ssn as identifier, name from people;
create view v_safe with (security_barrier) as select id, name, dept_id from people;
create view v_deep (a, b) as select v.id, upper(v.identifier) from v_people v;
create view v_hot as select id, name from people where ssn like '1%';
create view v_order as select id from people order by ssn limit 3;
create view v_ranked as select id, rank() over (order by ssn) as place from people;
create view v_counted as select ssn, count(*) as n from people group by ssn;
create view v_json as select to_jsonb(p) as doc from people p;
create view v_row as select p as person from people p;
create view v_dup as select distinct ssn, email from people;
create view v_place as select id, ctid as place from people;
create view v_statistics as select tablename, attname, most_common_vals::text as common,
  histogram_bounds::text as bounds, n_distinct, avg_width from pg_catalog.pg_stats;
create view v_statistics_of_statistics as select tablename, attname, common as seen, bounds,
  n_distinct, avg_width from v_statistics;
create view v_extended as select statistics_name, most_common_vals::text as seen from pg_catalog.pg_stats_ext;
create view v_sizes as select relname, relpages, reltuples from pg_catalog.pg_class;
create view v_activity as select query from pg_catalog.pg_stat_activity;
create view v_counters as select pg_stat_get_tuples_hot_updated('pg_class'::regclass) as n;
create view v_schema as select table_name, column_name from information_schema.columns;
create materialized view mv_area as select id, left(ssn, 3) as area from people with no data;
create materialized view mv_statistics as select tablename::text, attname::text,
  most_common_vals::text as seen from pg_catalog.pg_stats with no data;
create recursive view v_tree (id, path) as
  select id, ssn from people where id = 1
  union all select p.id, t.path || p.ssn from people p join v_tree t on p.id = t.id + 1;

-- Routines, operators, aggregates, types, casts.
create schema x;
create function f_of(p people) returns text language sql stable as 'select p.ssn';
create function all_people() returns setof people language sql stable as 'select * from people';
create function leak(int) returns text language sql stable as 'select ssn from people where id = $1';
create function leak_plain(int) returns text language sql stable
  as 'select p.ssn from public.people p where p.id = $1';
create function leak_defined(int) returns text language sql stable security definer
  as 'select p.ssn from public.people p where p.id = $1';
create function leak_view() returns bigint language sql stable
  as 'select count(*) from public.v_hot';
create function statistics() returns setof text language sql stable
  as 'select s.most_common_vals::text from pg_catalog.pg_stats s';
create function statistics_by_view() returns setof text language sql stable
  as 'select s.seen from public.v_statistics_of_statistics s';
create function pages() returns bigint language sql stable
  as 'select sum(c.relpages) from pg_catalog.pg_class c';
create function known(text) returns boolean language sql stable
  as 'select exists (select from public.people where ssn = $1)';
create function apart(int, int) returns text language sql stable
  as 'select ssn from public.people where id = $1';
create operator <-> (leftarg = int, rightarg = int, function = apart);
create operator x.+ (leftarg = int, rightarg = int, function = apart);
create function step(text, int) returns text language sql stable
  as 'select concat($1, (select ssn from public.people where id = $2))';
create aggregate gather (int) (sfunc = step, stype = text, initcond = '');
create function x.length(int) returns text language sql stable
  as 'select ssn from public.people where id = $1';
create type mood as enum ('sad', 'glad');
create function mood_number(mood) returns int language sql stable
  as 'select coalesce(max(ascii(right(ssn, 4))), 0) + ascii(max(left(ssn, 1))) from public.people';
create function mood_json(mood) returns json language sql stable
  as 'select json_agg(ssn) from public.people';
create cast (mood as int) with function mood_number(mood) as implicit;
create cast (mood as json) with function mood_json(mood);
create table moods (id int primary key, m mood);
create table mood_rows (id int primary key, rows moods[], every mood[]);
create table team (id int primary key, tname text);
create function team_text(team) returns text language sql stable
  as 'select string_agg(ssn, '','') from public.people';
create function team_json(team) returns json language sql stable
  as 'select json_agg(ssn) from public.people';
create cast (team as text) with function team_text(team);
create cast (team as json) with function team_json(team);
create view v_team as select id, tname from team;
create function v_team_text(v_team) returns text language sql stable
  as 'select string_agg(ssn, '','') from public.people';
create cast (v_team as text) with function v_team_text(v_team) as implicit;
create type addr as (street text, city text);
create table homes (id int primary key, code addr, old people, tags text[]);

-- Conditions that call routines.
create domain claim as text check (value is null or not known(value));
create domain shade as text check (value is null or length(value) < 9);
create table claims (id int primary key, c claim);
create table shades (id int primary key, code shade);
create table guarded (id int primary key, body text);
alter table guarded enable row level security;
alter table guarded force row level security;
create policy guard on guarded for select using (known(body));
create policy fill on guarded for insert with check (true);
create table checked (id int primary key, code text check (code > 'a' or code <> 'b'));

-- Indexes, clustering, statistics.
create table staff (id int primary key, grp int, code text, flag boolean);
create table staff_row (id int primary key, grp int, code text, flag boolean);
create function row_key(r staff_row) returns text language sql immutable as 'select r.code';
create table staff_call (id int primary key, grp int, code text, flag boolean);
create table staff_cover (id int primary key, spot point, code text);
create table staff_exclude (id int primary key, grp int, code text,
  exclude using btree (grp with =, code with =));
create table staff_statistics (id int primary key, grp int, flag int, code text);
create function call_key(n int) returns text language sql immutable
  as 'select c.code from public.staff c where c.id = n';
create table outsider (id int primary key, grp int);
-- Long values move rows to other pages.
create table wide (id int primary key, code text);
alter table wide alter code set storage plain;
-- A label on the view alone.
create table plain_base (id int primary key, v text);
create view v_labelled as select id, v as code from plain_base;
create function size_of_people() returns bigint language sql stable
  as 'select pg_catalog.pg_relation_size(''public.wide'')';
create function size_by_attribute() returns bigint language sql stable
  as 'select (''public.wide''::pg_catalog.regclass).pg_relation_size';
create function words() returns text language sql stable
  as 'select ((''select to_tsvector(simple, ssn) from public.people'').ts_stat).word limit 1';
