-- SPDX-License-Identifier: MIT
-- The database of a fleet, for PostgreSQL 13 and later: samples as the devices send them, names and colours as people give them, energy by the hour.
-- Load it once:  psql -v ON_ERROR_STOP=1 -d wattwarden -f schema.sql      with TimescaleDB: add -v timescale=1
-- It makes no logins; who may do what is at the end.

create schema wattwarden;
set search_path = wattwarden;

-- A device is the part of its topics between "wattwarden/" and the rest. Only listed devices are rolled up.
create table device (
    id        text primary key,
    name      text not null,
    site      text not null default '',
    time_zone text not null default 'Europe/Berlin',   -- its days and months begin at this zone's midnight
    since     timestamptz not null default now()
);

-- What the points of a device are, in its owner's words and colours. The role says which chart a series is in:
--   power   W now: m1 of a new device           bought, sold, solar   counters in kWh: m2, m3, a pulse input
--   load    a counter in kWh, or an output with the watts that it switches
--   other   anything else worth a name: a temperature, a tank
create table series (
    device text not null references device on delete cascade,
    point  text not null,
    name   text not null,
    unit   text not null default '',
    colour text not null default '#8a8f98' check (colour ~ '^#[0-9a-fA-F]{6}$'),
    role   text not null default 'other' check (role in ('power', 'bought', 'sold', 'solar', 'load', 'other')),
    watts  integer check (watts > 0),
    primary key (device, point),
    check ((role = 'load' and point like 'out%') = (watts is not null))
);

-- A sample: one column for each point that a device can have (src/Points/PointId.cs). A point that is not published, or has no value to
-- be believed, is null and takes no room. This table only says what a sample is; where they are kept is in partitions.sql, or timescale.sql.
create table sample_row (
    time   timestamptz not null,
    device text not null,
    run    bigint not null,   -- counts the device's starts
    seq    bigint not null,   -- counts up by one with each sample of a run: a gap is a loss
    m1 double precision, m2 double precision, m3 double precision, m4 double precision, m5 double precision,
    m6 double precision, m7 double precision, m8 double precision, m9 double precision, m10 double precision,
    m11 double precision, m12 double precision, m13 double precision, m14 double precision, m15 double precision,
    m16 double precision, m17 double precision, m18 double precision, m19 double precision, m20 double precision,
    m21 double precision, m22 double precision, m23 double precision, m24 double precision, m25 double precision,
    m26 double precision, m27 double precision, m28 double precision, m29 double precision, m30 double precision,
    ds1 double precision, ds2 double precision, ds3 double precision, ds4 double precision, ds5 double precision,
    ds6 double precision, ds7 double precision, ds8 double precision,
    in1 double precision, in2 double precision, in3 double precision, in4 double precision, in5 double precision,
    in6 double precision, in7 double precision, in8 double precision,
    p1 double precision, p2 double precision, p3 double precision, p4 double precision,
    pw1 double precision, pw2 double precision, pw3 double precision, pw4 double precision,
    a1 double precision, a2 double precision, a3 double precision, a4 double precision,
    out0 double precision, out1 double precision, out2 double precision, out3 double precision, out4 double precision,
    out5 double precision,
    event1 double precision, event2 double precision, event3 double precision, event4 double precision, event5 double precision,
    event6 double precision, event7 double precision, event8 double precision
);

\if :{?timescale}
    \ir timescale.sql
\else
    \ir partitions.sql
\endif

-- Where samples are written to. Delivery is "at least once": a sample that comes again is the same sample, and kept once.
create view incoming as select * from sample;

create function take_sample() returns trigger language plpgsql security definer set search_path = wattwarden, pg_temp as $$
begin
    insert into sample select (new).* on conflict do nothing;
    return new;
end $$;

create trigger take_sample instead of insert on incoming for each row execute function take_sample();

-- Energy of a series in an hour. Small: what years of charts are drawn from when samples have been dropped.
create table energy (
    hour    timestamptz not null,
    device  text not null,
    point   text not null,
    kwh     double precision not null,
    counter double precision,   -- the counter at the end of the hour; null for outputs
    primary key (device, point, hour)
);
create index energy_by_hour on energy using brin (hour);

-- Brings the energy table up to date for the hours from .. until (until is left out). Hours that are there are made anew, so it may be
-- called as often as you like; call it every few minutes for the last two days, and for a longer span after an outage:
-- late samples count in the hour in which they were taken.
create procedure roll_up(since timestamptz, until timestamptz default now()) language plpgsql as $$
declare
    from_hour timestamptz := date_trunc('hour', since);
    one record;
begin
    for one in select distinct point, role = 'load' and watts is not null as is_output from wattwarden.series where role <> 'other' and role <> 'power' loop
        if one.is_output then
            call wattwarden.roll_up_output(one.point, from_hour, until);
        else
            call wattwarden.roll_up_counter(one.point, from_hour, until);
        end if;
    end loop;
end $$;

-- A counter's energy is how far its highest reading is above that of the hour before in which it was read. A reading that is lower is a
-- counter that began anew. The first hour of a device only gives the counter.
create procedure roll_up_counter(point text, since timestamptz, until timestamptz) language plpgsql as $$
begin
    execute format($q$
        with ends as (
            select s.device, date_trunc('hour', s.time) as hour, max(s.%1$I) as counter
            from wattwarden.sample s join wattwarden.series n on n.device = s.device and n.point = %1$L and n.watts is null and n.role not in ('power', 'other')
            where s.time >= $1 and s.time < $2 and s.%1$I is not null
            group by 1, 2
        ), steps as (
            select e.*, coalesce(lag(counter) over (partition by device order by hour),
                (select b.counter from wattwarden.energy b where b.device = e.device and b.point = %1$L and b.hour < $1 order by b.hour desc limit 1)) as before
            from ends e
        )
        insert into wattwarden.energy (hour, device, point, kwh, counter)
        select hour, device, %1$L, case when before is null then 0 when counter < before then counter else counter - before end, counter from steps
        on conflict (device, point, hour) do update set kwh = excluded.kwh, counter = excluded.counter
    $q$, point) using since, until;
end $$;

-- An output's energy is its watts for the share of the hour's samples in which it was on; where samples are missing it is taken for off.
create procedure roll_up_output(point text, since timestamptz, until timestamptz) language plpgsql as $$
begin
    execute format($q$
        with steps as (
            select s.device, s.time, s.%1$I * n.watts as watts, least(coalesce(lead(s.time) over (partition by s.device order by s.time), $2) - s.time, interval '15 minutes') as span
            from wattwarden.sample s join wattwarden.series n on n.device = s.device and n.point = %1$L and n.watts is not null
            where s.time >= $1 and s.time < $2
        )
        insert into wattwarden.energy (hour, device, point, kwh)
        select date_trunc('hour', time), device, %1$L, coalesce(sum(watts * extract(epoch from span)), 0) / 3600000 from steps group by 1, 2
        on conflict (device, point, hour) do update set kwh = excluded.kwh
    $q$, point) using since, until;
end $$;

-- The value of a point of a sample by the point's id, for charts of chosen series.
create function value_of(s sample, point text) returns double precision language sql immutable as $$
    select case point
        when 'm1' then s.m1 when 'm2' then s.m2 when 'm3' then s.m3 when 'm4' then s.m4 when 'm5' then s.m5 when 'm6' then s.m6
        when 'm7' then s.m7 when 'm8' then s.m8 when 'm9' then s.m9 when 'm10' then s.m10 when 'm11' then s.m11 when 'm12' then s.m12
        when 'm13' then s.m13 when 'm14' then s.m14 when 'm15' then s.m15 when 'm16' then s.m16 when 'm17' then s.m17 when 'm18' then s.m18
        when 'm19' then s.m19 when 'm20' then s.m20 when 'm21' then s.m21 when 'm22' then s.m22 when 'm23' then s.m23 when 'm24' then s.m24
        when 'm25' then s.m25 when 'm26' then s.m26 when 'm27' then s.m27 when 'm28' then s.m28 when 'm29' then s.m29 when 'm30' then s.m30
        when 'ds1' then s.ds1 when 'ds2' then s.ds2 when 'ds3' then s.ds3 when 'ds4' then s.ds4 when 'ds5' then s.ds5 when 'ds6' then s.ds6
        when 'ds7' then s.ds7 when 'ds8' then s.ds8 when 'in1' then s.in1 when 'in2' then s.in2 when 'in3' then s.in3 when 'in4' then s.in4
        when 'in5' then s.in5 when 'in6' then s.in6 when 'in7' then s.in7 when 'in8' then s.in8 when 'p1' then s.p1 when 'p2' then s.p2
        when 'p3' then s.p3 when 'p4' then s.p4 when 'pw1' then s.pw1 when 'pw2' then s.pw2 when 'pw3' then s.pw3 when 'pw4' then s.pw4
        when 'a1' then s.a1 when 'a2' then s.a2 when 'a3' then s.a3 when 'a4' then s.a4 when 'out0' then s.out0 when 'out1' then s.out1
        when 'out2' then s.out2 when 'out3' then s.out3 when 'out4' then s.out4 when 'out5' then s.out5 when 'event1' then s.event1 when 'event2' then s.event2
        when 'event3' then s.event3 when 'event4' then s.event4 when 'event5' then s.event5 when 'event6' then s.event6 when 'event7' then s.event7 when 'event8' then s.event8
    end
$$;

-- The newest sample of each device, and how long it has been silent.
create view latest as
    select d.id as device, d.name, d.site, s.time, s.seq, now() - s.time as silent
    from device d left join lateral (select time, seq from sample where sample.device = d.id order by time desc limit 1) s on true;

-- Samples that are missing in a span, by the gaps in their numbers.
create function missing_samples(since timestamptz, until timestamptz) returns table (device text, missing bigint) language sql stable as $$
    select device, sum(last - first + 1 - count)::bigint
    from (select device, run, min(seq) as first, max(seq) as last, count(*) as count from wattwarden.sample where time >= since and time < until group by device, run) s
    group by device
$$;

-- Telegraf writes samples and nothing else; Grafana reads. Give the roles to your logins: grant wattwarden_writer to telegraf;
do $$
begin
    if not exists (select from pg_roles where rolname = 'wattwarden_writer') then create role wattwarden_writer; end if;
    if not exists (select from pg_roles where rolname = 'wattwarden_reader') then create role wattwarden_reader; end if;
end $$;
grant usage on schema wattwarden to wattwarden_writer, wattwarden_reader;
grant select, insert on incoming to wattwarden_writer;
grant select on all tables in schema wattwarden to wattwarden_reader;
