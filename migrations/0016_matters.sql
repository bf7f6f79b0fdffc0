-- Matters that ask for coordination 协调事项: what one unit asks of another, by when, about which tasks, and who passed it on to whom.
create table matter (
  programme_id uuid not null references programme (id),
  id uuid not null,
  number integer not null,
  origin_kind text not null,
  origin_id uuid,
  what text not null,
  from_unit_id uuid not null references unit (id),
  to_unit_id uuid not null references unit (id),
  due_on date,
  first_due_on date,
  state text not null,
  answer text,
  answered_by uuid references person (id),
  asked_by uuid references person (id),
  asked_at timestamptz not null,
  state_since timestamptz not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index matter_number on matter (programme_id, number);
create index matter_order on matter
  (programme_id, ((state in ('settled', 'withdrawn'))::int), coalesce(due_on, date '9999-12-31'), number);
create index matter_to_unit on matter (programme_id, to_unit_id, state, due_on);
create index matter_from_unit on matter (programme_id, from_unit_id, state, due_on);
create index matter_of_origin on matter (programme_id, origin_kind, origin_id);
comment on table matter is '协调事项:请求事项、提出单位、承办单位、时限与办理状态';
comment on column matter.programme_id is '所属试点';
comment on column matter.id is '编号';
comment on column matter.number is '顺序号';
comment on column matter.origin_kind is '来源类型:手工提出、进展报送、会议议定、部委答复、督办单';
comment on column matter.origin_id is '来源记录';
comment on column matter.what is '请求事项';
comment on column matter.from_unit_id is '提出单位';
comment on column matter.to_unit_id is '承办单位(转办后为现承办单位)';
comment on column matter.due_on is '办理时限';
comment on column matter.first_due_on is '最初办理时限';
comment on column matter.state is '状态';
comment on column matter.answer is '办理答复';
comment on column matter.answered_by is '答复人';
comment on column matter.asked_by is '提出人';
comment on column matter.asked_at is '提出时间';
comment on column matter.state_since is '进入现状态的时间';
comment on column matter.version is '版本号(乐观锁)';
comment on column matter.changed_at is '变更时间';
comment on column matter.changed_by is '变更人';

call keep_history_of('matter');
comment on table matter_history is '协调事项的历次状态';
comment on column matter_history.valid_from is '此状态起始时间';
comment on column matter_history.valid_to is '此状态终止时间';

create table matter_task (
  programme_id uuid not null,
  matter_id uuid not null,
  task_id uuid not null,
  primary key (programme_id, matter_id, task_id),
  foreign key (programme_id, matter_id) references matter (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index matter_task_of_task on matter_task (programme_id, task_id, matter_id);
comment on table matter_task is '协调事项涉及的任务';
comment on column matter_task.programme_id is '所属试点';
comment on column matter_task.matter_id is '协调事项';
comment on column matter_task.task_id is '任务';

create table matter_referral (
  programme_id uuid not null,
  matter_id uuid not null,
  position integer not null,
  from_unit_id uuid not null references unit (id),
  to_unit_id uuid not null references unit (id),
  why text not null,
  at timestamptz not null,
  person_id uuid references person (id),
  primary key (programme_id, matter_id, position),
  foreign key (programme_id, matter_id) references matter (programme_id, id)
);
create index matter_referral_of_unit on matter_referral (programme_id, from_unit_id, matter_id);
comment on table matter_referral is '协调事项的转办、改请记录';
comment on column matter_referral.programme_id is '所属试点';
comment on column matter_referral.matter_id is '协调事项';
comment on column matter_referral.position is '次序';
comment on column matter_referral.from_unit_id is '原承办单位';
comment on column matter_referral.to_unit_id is '转交单位';
comment on column matter_referral.why is '理由';
comment on column matter_referral.at is '时间';
comment on column matter_referral.person_id is '经办人';
