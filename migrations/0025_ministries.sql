-- Liaison with national ministries 部委对接: what is asked of which ministry, the letters, the reply, when to follow up.
create table ministry_entry (
  programme_id uuid not null references programme (id),
  id uuid not null,
  number integer not null,
  ministry text not null,
  kind text not null,
  what text not null,
  clause text,
  lead_unit_id uuid not null references unit (id),
  department text,
  contact text,
  state text not null,
  outcome text,
  reply_number text,
  reply_on date,
  reply text,
  follow_up_on date,
  state_since timestamptz not null,
  made_at timestamptz not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index ministry_entry_number on ministry_entry (programme_id, number);
create index ministry_entry_order on ministry_entry
  (programme_id, ((state in ('answered', 'withdrawn'))::int), coalesce(follow_up_on, date '9999-12-31'), number);
create index ministry_entry_of_lead on ministry_entry (programme_id, lead_unit_id, state, follow_up_on);
comment on table ministry_entry is '部委对接事项';
comment on column ministry_entry.programme_id is '所属试点';
comment on column ministry_entry.id is '编号';
comment on column ministry_entry.number is '顺序号';
comment on column ministry_entry.ministry is '国家部委';
comment on column ministry_entry.kind is '争取类型:授权、政策、资金、试点资格';
comment on column ministry_entry.what is '争取事项';
comment on column ministry_entry.clause is '需突破的法规、文件条款';
comment on column ministry_entry.lead_unit_id is '牵头单位';
comment on column ministry_entry.department is '对口司局';
comment on column ministry_entry.contact is '联系人';
comment on column ministry_entry.state is '状态';
comment on column ministry_entry.outcome is '答复结果:同意、部分同意、不同意、暂缓';
comment on column ministry_entry.reply_number is '答复文号';
comment on column ministry_entry.reply_on is '答复日期';
comment on column ministry_entry.reply is '答复要点';
comment on column ministry_entry.follow_up_on is '下次跟进日期';
comment on column ministry_entry.state_since is '进入现状态的时间';
comment on column ministry_entry.made_at is '登记时间';
comment on column ministry_entry.version is '版本号(乐观锁)';
comment on column ministry_entry.changed_at is '变更时间';
comment on column ministry_entry.changed_by is '变更人';

call keep_history_of('ministry_entry');
comment on table ministry_entry_history is '部委对接事项的历次状态';
comment on column ministry_entry_history.valid_from is '此状态起始时间';
comment on column ministry_entry_history.valid_to is '此状态终止时间';

create table ministry_task (
  programme_id uuid not null,
  entry_id uuid not null,
  task_id uuid not null,
  since_at timestamptz not null,
  until_at timestamptz not null default 'infinity',
  primary key (programme_id, entry_id, task_id, since_at),
  foreign key (programme_id, entry_id) references ministry_entry (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index ministry_task_of_task on ministry_task (programme_id, task_id, entry_id);
comment on table ministry_task is '部委对接事项涉及的任务';
comment on column ministry_task.programme_id is '所属试点';
comment on column ministry_task.entry_id is '对接事项';
comment on column ministry_task.task_id is '任务';
comment on column ministry_task.since_at is '关联时间';
comment on column ministry_task.until_at is '解除时间';

create table ministry_letter (
  programme_id uuid not null,
  entry_id uuid not null,
  id uuid not null,
  document_number text not null,
  sent_on date not null,
  about text not null,
  recorded_at timestamptz not null,
  recorded_by uuid references person (id),
  primary key (programme_id, entry_id, id),
  foreign key (programme_id, entry_id) references ministry_entry (programme_id, id)
);
comment on table ministry_letter is '报送部委的文函';
comment on column ministry_letter.programme_id is '所属试点';
comment on column ministry_letter.entry_id is '对接事项';
comment on column ministry_letter.id is '编号';
comment on column ministry_letter.document_number is '文号';
comment on column ministry_letter.sent_on is '发文日期';
comment on column ministry_letter.about is '标题或事由';
comment on column ministry_letter.recorded_at is '登记时间';
comment on column ministry_letter.recorded_by is '登记人';
