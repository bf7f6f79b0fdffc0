-- The ledger: tasks with their units and milestones, and every state they ever had.
create table task (
  programme_id uuid not null references programme (id),
  id uuid not null,
  plan_version_id uuid,
  ordinal integer not null,
  number text,
  path text[] not null default '{}',
  text text not null,
  short_title text not null,
  content_key text not null,
  range_start integer,
  range_end integer,
  group_id uuid references unit (id),
  state text not null,
  light text not null,
  light_because jsonb not null,
  maturity smallint not null default 0,
  needs_national boolean not null default false,
  annual_goal text,
  expected_outcome text,
  leader text,
  contact text,
  starts_on date,
  due_text text,
  due_on date,
  first_due_on date,
  planned_percent smallint,
  progress_percent smallint not null default 0,
  is_public boolean not null default false,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index task_order on task (programme_id, ordinal, id);
create index task_by_state on task (programme_id, state, ordinal, id);
create index task_by_light on task (programme_id, light, ordinal, id);
create index task_by_due on task (programme_id, coalesce(due_on, date '9999-12-31'), ordinal, id);
create index task_by_group on task (programme_id, group_id, ordinal, id);
create index task_words on task using gin (text gin_trgm_ops);
comment on table task is '试点任务';
comment on column task.number is '序号';
comment on column task.path is '条目层级';
comment on column task.text is '任务原文(不可改)';
comment on column task.short_title is '任务简称';
comment on column task.group_id is '所属推进组';
comment on column task.state is '办理状态';
comment on column task.light is '进度灯';
comment on column task.light_because is '亮灯依据';
comment on column task.maturity is '成熟度 L0-L5';
comment on column task.needs_national is '是否需国家授权';
comment on column task.due_text is '时限原文';
comment on column task.due_on is '计划完成日';
comment on column task.first_due_on is '最初计划完成日';

call keep_history_of('task');
comment on table task_history is '试点任务的历次状态';

create table task_unit (
  programme_id uuid not null,
  task_id uuid not null,
  unit_id uuid not null references unit (id),
  part text not null,
  position integer not null,
  own_duty text,
  implied boolean not null default false,
  since_at timestamptz not null,
  until_at timestamptz not null default 'infinity',
  primary key (programme_id, task_id, unit_id, part, since_at),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index task_unit_of_unit on task_unit (programme_id, unit_id, part, task_id);
comment on table task_unit is '任务的牵头、配合、指导单位';
comment on column task_unit.part is '分工';
comment on column task_unit.own_duty is '本单位具体职责';

create table milestone (
  programme_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  title text not null,
  due_on date not null,
  weight smallint not null default 1,
  reached_on date,
  dropped boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index milestone_of_task on milestone (programme_id, task_id, due_on);
comment on table milestone is '里程碑';
comment on column milestone.dropped is '已撤销(保留历史)';

call keep_history_of('milestone');
comment on table milestone_history is '里程碑的历次状态';
