select upper(ssn) from people
select ssn || '' from people
select (ssn) from people
select ssn::text from people
select distinct ssn from people
select distinct on (ssn) id from people
select distinct * from people
select id from people where ssn = '4111'
select id from people where people.ssn is null
select id from people where public.people.ssn is null
select id from people order by ssn
select ssn as s from people order by s
select ssn as s, count(*) from people group by s
select ssn from people order by 1
select * from people order by (3)
select ssn, count(*) from people group by rollup ((1))
(select ssn from people) order by ssn
(select id, ssn from people) order by 2 desc
select count(*) from people group by ssn
select count(*) from people group by grouping sets ((id), (ssn))
select count(*) from people having max(ssn) > ''
select count(distinct ssn) from people
select count(*) filter (where ssn > '') from people
select mode() within group (order by ssn) from people
select rank() over (order by ssn) from people
select rank() over w from people window w as (partition by ssn)
select id from people p join contact c on p.ssn = c.ssn
select id from people join contact using (ssn)
select id from people natural join dept
select ssn from people union all select ssn from contact
select name from people union select email from people
table people union table people
select ssn from (select ssn from people) x
select x from (select * from people) x
select 1 from (table people) x
select (select ssn from people limit 1)
select array(select ssn from people)
select exists (select 1 from people where ssn = '')
select phone from contact where ssn in (select ssn from people)
select phone from contact c where exists (select 1 from people p where p.ssn = c.ssn)
select (select p.ssn) from people p
select (select ssn from dept) from people
select x.v from people p, lateral (values (p.ssn)) x(v)
select 1 from people p, generate_series(1, length(p.ssn))
with x as (select ssn from people) select * from x
with x as (select * from people) select id from x
with recursive r as (select 1 union all select (select ssn from people)) table r
select id from people limit (select length(max(ssn)) from people)
values ((select ssn from people))
select last4 || '' from cards
select id from people where row(ssn, id) > row('a', 1)
select array[ssn] from people
select case ssn when 'x' then 1 end from people
select xmlelement(name p, ssn) from people
select extract(year from ssn::date) from people
select id from people where ssn similar to 'x' or ssn between 'a' and 'b'
select p from people p
select people from people
select p::text from people p
select (p) from people p
select row_to_json(p) from people p
select row_to_json(p.*) from people p
select hash_record(p.*) from people p
select count(p) from people p
select count(distinct p) from people p
select (p).ssn from people p
select (p).* from people p
select (p.*).ssn from people p
select p.text from people p
select p.f_of from people p
select public.people.f_of from people
select ssn(p) from people p
select id from people p where p is not null
select id from people p order by p
select 1 from people p, jsonb_each(to_jsonb(p))
select x.y from (select p as y from people p) x
select json_agg(p) from people p
select (x).f1 from people p, (select row(1) as x) y
select json_object('a': ssn, 'b' value id returning jsonb) from people order by id
select json_array(id, ssn null on null) from people order by id
select json_array(select ssn from people order by id returning text)
select json_arrayagg(ssn order by id) filter (where id < 3) from people
select json_objectagg(id: ssn absent on null) from people
select json_scalar(ssn) from people order by id
select json_value(json_object('a': ssn), '$.a' returning text default 'none' on empty) from people order by id
select json_value(jsonb '{}', '$.a' default (select max(ssn) from people) on empty)
select json_query(json_array(ssn), '$[*]' with wrapper) from people order by id
select json_exists(json_array(ssn returning jsonb), '$[*] ? (@ == $x)' passing email as x) from people order by id
select id, j.x from people, lateral json_table(json_array(ssn), '$[*]' columns (x text path '$')) j order by id
select j.y from people p, json_table(json_object('a': json_array(p.ssn)), '$' columns (o for ordinality, nested path '$.a[*]' as q columns (y text path '$'))) j order by p.id
select j.x from json_table(jsonb '[1]', '$' passing (select min(ssn) from people) as s columns (x text path '$s' default 'd' on error)) j
select ssn is json scalar from people order by id
select u&"\0073sn" from u&"!0070eople" uescape '!' order by id
select p.u&"s*0073n" uescape '*' from u&"people" as p(id, name, u&"ssn") order by 1
select id from people where u&"s\0073n" = u&'\0031!!' order by id
