-- When each person had the overview of a programme open last, and before that visit: what is new is told from there.
create table overview_visit (
  programme_id uuid not null references programme (id),
  person_id uuid not null references person (id),
  seen_at timestamptz not null,
  before_at timestamptz,
  primary key (programme_id, person_id)
);
comment on table overview_visit is '每人上次查看总览的时间(仅供本人查看其间变化,不作任何统计)';
comment on column overview_visit.programme_id is '所属试点';
comment on column overview_visit.person_id is '人员';
comment on column overview_visit.seen_at is '最近一次查看时间';
comment on column overview_visit.before_at is '本次查看之前的上次查看时间';
