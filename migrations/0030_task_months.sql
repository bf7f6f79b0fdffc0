-- Sums of months that have ended, for the trend of a whole programme; kept until a change reaches back before the end of the month.

create table task_month (
  programme_id uuid not null references programme (id),
  ends_at timestamptz not null,
  sums jsonb not null,
  primary key (programme_id, ends_at)
);
comment on table task_month is '已结束各月末的任务合计(可随时重算)';
comment on column task_month.programme_id is '所属试点';
comment on column task_month.ends_at is '月末时刻(次日零时)';
comment on column task_month.sums is '按是否实施、是否销号、进度灯合计';

-- What held at an instant changes only by a state that begins before it. Whoever writes such a state forgets the months that end
-- after it. The lock is for a sum that is being counted meanwhile: whoever keeps one holds the lock alone, so that every
-- state is either committed and counted, or waits here and then finds the sum to forget.
create function forget_task_months() returns trigger language plpgsql as $$
declare
  one record;
begin
  for one in select a.programme_id, min(a.valid_from) as since from added a group by a.programme_id loop
    perform pg_advisory_xact_lock_shared(hashtextextended('task_month ' || one.programme_id, 0));
    delete from task_month m where m.programme_id = one.programme_id and m.ends_at > one.since;
  end loop;
  return null;
end $$;
create trigger task_history_forget_months after insert on task_history
  referencing new table as added for each statement execute function forget_task_months();

-- Milestones that are still open, by day.
create index milestone_open_by_day on milestone (programme_id, due_on) where reached_on is null and not dropped;

-- Whoever sees a part has their months counted from the history of that part: all that is counted stands in the index, so that the
-- rows themselves, wide with texts and reasons, are not read.
drop index task_history_row;
create index task_history_row on task_history (programme_id, id, valid_from)
  include (valid_to, kind, state, light, maturity, in_force_on, planned_percent, progress_percent);
