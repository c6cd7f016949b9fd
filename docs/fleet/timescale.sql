-- SPDX-License-Identifier: MIT
-- Where samples are kept with TimescaleDB 2.13 or later: the extension makes the parts of the table, compresses those that are older than a
-- week and drops those that are older than two years. Loaded by schema.sql when it is told timescale=1.

create extension if not exists timescaledb schema public;

create table sample (like sample_row including all, primary key (device, time));
select public.create_hypertable('wattwarden.sample', 'time', chunk_time_interval => interval '1 week');
alter table sample set (timescaledb.compress, timescaledb.compress_segmentby = 'device', timescaledb.compress_orderby = 'time');
select public.add_compression_policy('wattwarden.sample', interval '8 days');
select public.add_retention_policy('wattwarden.sample', interval '24 months');
