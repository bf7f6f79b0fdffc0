-- Changes of many rows at once: history and seals follow once a statement instead of once a row, and time never runs
-- backwards in a row, however the clocks of several servers differ.

-- Ends the present row and begins the next, for every row of a statement. The loop is meant: a join would be planned once for
-- however many rows happened to change first and then kept, whereas each of these looks one row up by its index.
create procedure write_history_of(kept text) language plpgsql as $outer$
begin
  execute format('drop trigger if exists %I on %I', kept || '_keep_history', kept);
  execute format('drop function if exists %I()', kept || '_keep_history');
  execute format($inner$
    create function %1$I() returns trigger language plpgsql set enable_seqscan = off as $$
    declare
      one record;
    begin
      if tg_op = 'UPDATE' then
        for one in select c.programme_id, c.id, c.changed_at from changed c loop
          update %2$I set valid_to = one.changed_at
            where programme_id = one.programme_id and id = one.id and valid_to = 'infinity';
        end loop;
      end if;
      insert into %2$I select c.*, c.changed_at, 'infinity'::timestamptz from changed c;
      return null;
    end $$ $inner$, kept || '_keep_history', kept || '_history');
  execute format('create trigger %I after insert on %I referencing new table as changed for each statement execute function %I()',
    kept || '_begin_history', kept, kept || '_keep_history');
  execute format('create trigger %I after update on %I referencing new table as changed for each statement execute function %I()',
    kept || '_keep_history', kept, kept || '_keep_history');
  execute format('create trigger %I before delete on %I for each row execute function refuse_removal()',
    kept || '_keep_rows', kept);
  execute format('create trigger %I before update on %I for each row when (new.changed_at < old.changed_at)'
    ' execute function keep_time_forward()', kept || '_keep_time', kept);
end $outer$;

create function refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception '% keeps every row: mark it as dropped instead', tg_table_name using errcode = 'restrict_violation';
end $$;

create function keep_time_forward() returns trigger language plpgsql as $$
begin
  new.changed_at := old.changed_at;
  return new;
end $$;

create or replace procedure keep_history_of(kept text) language plpgsql as $outer$
begin
  execute format('create table %I (like %I including comments)', kept || '_history', kept);
  execute format('alter table %I add column valid_from timestamptz not null, add column valid_to timestamptz not null',
    kept || '_history');
  execute format('create index %I on %I (programme_id, id) where valid_to = ''infinity''',
    kept || '_history_present', kept || '_history');
  execute format('create index %I on %I (programme_id, valid_to, valid_from)', kept || '_history_day', kept || '_history');
  execute format('create index %I on %I (programme_id, id, valid_from)', kept || '_history_row', kept || '_history');
  call write_history_of(kept);
end $outer$;

call write_history_of('task');
call write_history_of('milestone');

-- Room in each page for the next state of a row, which then needs no new entries in the indexes.
alter table task set (fillfactor = 85);

drop trigger event_awaits_seal on event;
create or replace function await_seal() returns trigger language plpgsql as $$
begin
  insert into unsealed_event select a.id from arrived a;
  return null;
end $$;
create trigger event_awaits_seal after insert on event
  referencing new table as arrived for each statement execute function await_seal();
