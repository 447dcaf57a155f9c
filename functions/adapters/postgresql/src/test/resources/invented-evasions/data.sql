-- The setting side says which of the two databases this is. They differ in masked values only: in
-- their lengths, in which are null and equal, and in their order.
create schema side;
create function side.pick(a text, b text) returns text language sql stable
  as 'select case current_setting(''invented.side'') when ''a'' then $1 else $2 end';
insert into dept values (1, 'Sales'), (2, 'Research'), (3, 'Support');
insert into people select id, name, side.pick(ssn_a, ssn_b), side.pick(email_a, email_b), dept_id, salary
from (values
  (1, 'Ada', '111-22-3333', '1', 'ada@example.com', 'x', 1, 10),
  (2, 'Ben', '222-33-4444', '999-00-1111', 'ben@example.com', null, 1, 20),
  (3, 'Cara', '333-44-7777', '8', 'cara@example.org', 'ada@example.com', 2, 30),
  (4, 'Dov', '333-44-7777', '555-55-5555', 'dov@example.org', 'dov@example.org', 2, 40),
  (5, 'Eve', '505-61-0005', null, 'eve@example.net', '{"a": 1}', 3, 50),
  (6, 'Finn', null, '433-14-7777', null, 'finn@example.net', 3, 60))
  p(id, name, ssn_a, ssn_b, email_a, email_b, dept_id, salary);
insert into cards values
  (1, 1, side.pick('4111110000091111', '1'), '2031-01-01'),
  (2, 3, side.pick('12', '5555551234574242'), '2031-02-01');
insert into contact values ('111-22-3333', '555-0100'), ('433-14-7777', '555-0101'),
  ('999-99-9999', '555-0102');
insert into notes (body) values ('first'), ('second');
insert into accounts values
  (1, side.pick('DE02120300000000202051', 'GB33BUKB20201555550001'), 'a'),
  (2, side.pick('FR7630006000010001', null), 'b');
insert into root values (1), (2);
insert into leaf (id, secret) values (3, side.pick('abc', 'zzzzzzz')), (4, side.pick('q', 'd'));
insert into ledger select n, 'r' || n % 3, side.pick(md5(n::text), md5((9000 - n)::text)) from generate_series(1, 300) n;
insert into moods values (1, 'sad'), (2, 'glad');
insert into mood_rows select 1, array_agg(t), array_agg(t.m) from moods t;
insert into team values (1, 'red'), (2, 'blue');
insert into homes values (1, row(side.pick('abc', 'bcdefghijk'), 'Rome'), null, '{a,b}'), (2, row('s', side.pick('abc', 'bcdefghijk')), null, null);
insert into claims values (1, 'none'), (2, null);
insert into shades values (1, side.pick('dark', 'x')), (2, 'pale');
insert into guarded values (1, '111-22-3333'), (2, 'other');
insert into checked values (1, side.pick('abc', 'bcdefghijk'));
insert into staff select n, n % 20, side.pick(md5(n::text), md5((9000 - n)::text)), n % 50 = 0 from generate_series(1, 4000) n;
insert into staff_row select * from staff;
insert into staff_call select * from staff;
insert into staff_cover select n, point(n % 7, n % 11), repeat(side.pick('x', md5(n::text)), 20) from generate_series(1, 2000) n;
insert into staff_exclude select n, n % 20, side.pick(md5(n::text), md5((9000 - n)::text)) from generate_series(1, 2000) n;
insert into staff_statistics select n, n % 10, n % 10, side.pick('same', n::text) from generate_series(1, 4000) n;
insert into outsider select n, n % 20 from generate_series(4000, 1, -1) n;
insert into wide select n, repeat(side.pick('x', md5(n::text)), 20) from generate_series(1, 300) n;
insert into plain_base values (1, side.pick('abc', 'bcdefghijk')), (2, 'v');
create index on staff (code);
create index on staff_row (grp, row_key(staff_row.*));
create index on staff_call (grp, call_key(id));
create index on staff_cover using gist (spot) include (code);
create statistics staff_correlation (mcv) on grp, flag, code from staff_statistics;
create statistics people_correlation (mcv) on ssn, email, dept_id from people;
refresh materialized view mv_area;
refresh materialized view mv_statistics;
analyze;
refresh materialized view mv_statistics;
