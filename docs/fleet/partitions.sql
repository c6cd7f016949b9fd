-- SPDX-License-Identifier: MIT
-- Where samples are kept in plain PostgreSQL: a partition for each month, made ahead, dropped as a whole. Loaded by schema.sql.

create table sample (like sample_row including all, primary key (device, time)) partition by range (time);

-- Makes the partitions of this month and the next ones. Call it daily or monthly: what is there stays.
create procedure make_partitions(months integer default 3, first date default current_date) language plpgsql as $$
declare
    month timestamp := date_trunc('month', first);
begin
    for i in 0 .. months - 1 loop
        execute format('create table if not exists wattwarden.%I partition of wattwarden.sample for values from (%L) to (%L)',
            'sample_' || to_char(month, 'YYYY_MM'), month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
        month := month + interval '1 month';
    end loop;
end $$;

-- What a device with a wrong clock sends: it shall not stop the others. Look in here now and then.
create table sample_other partition of sample default;

-- Drops the months that ended before that many months ago.
create procedure drop_partitions(keep_months integer) language plpgsql as $$
declare
    name text;
begin
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'wattwarden.sample'::regclass
          and c.relname < 'sample_' || to_char(now() - make_interval(months => keep_months), 'YYYY_MM')
    loop
        execute format('drop table wattwarden.%I', name);
    end loop;
end $$;

call make_partitions();
