-- Acts of a task: since when it is in its state, parts below it, changes of its deadline, close-out, suspension.

alter table task
  add column kind text not null default 'plan',
  add column parent_id uuid,
  add column depth smallint not null default 0,
  add column weight smallint not null default 1,
  add column state_since timestamptz not null default now(),
  add column review_on date,
  add column suspended_because text,
  add column due_changes smallint not null default 0,
  add constraint task_parent foreign key (programme_id, parent_id) references task (programme_id, id),
  add constraint task_place_in_tree check ((kind = 'plan') = (parent_id is null) and (depth = 0) = (parent_id is null) and depth <= 2);
alter table task_history
  add column kind text not null default 'plan',
  add column parent_id uuid,
  add column depth smallint not null default 0,
  add column weight smallint not null default 1,
  add column state_since timestamptz not null default now(),
  add column review_on date,
  add column suspended_because text,
  add column due_changes smallint not null default 0;
comment on column task.kind is '类别：方案任务、子任务、区县（平台）分解';
comment on column task.parent_id is '上级任务';
comment on column task.depth is '分解层级，方案任务为0';
comment on column task.weight is '在上级任务进度中的权重';
comment on column task.state_since is '进入现状态的时间';
comment on column task.review_on is '暂缓复核日期';
comment on column task.suspended_because is '暂缓原因';
comment on column task.due_changes is '时限已调整次数';
comment on column task_history.kind is '类别：方案任务、子任务、区县（平台）分解';
comment on column task_history.parent_id is '上级任务';
comment on column task_history.depth is '分解层级，方案任务为0';
comment on column task_history.weight is '在上级任务进度中的权重';
comment on column task_history.state_since is '进入现状态的时间';
comment on column task_history.review_on is '暂缓复核日期';
comment on column task_history.suspended_because is '暂缓原因';
comment on column task_history.due_changes is '时限已调整次数';

-- A task has been in its state since the first of the rows that follow one another with that state.
with turned as (
  select h.programme_id, h.id, h.valid_from, h.valid_to, h.version,
    case when lag(h.state) over w is distinct from h.state then h.valid_from end as came
  from task_history h window w as (partition by h.programme_id, h.id order by h.valid_from, h.version)),
held as (
  select t.*, max(t.came) over (partition by t.programme_id, t.id order by t.valid_from, t.version) as since from turned t)
update task_history h set state_since = held.since from held
  where h.programme_id = held.programme_id and h.id = held.id and h.valid_from = held.valid_from
    and h.valid_to = held.valid_to and h.version = held.version;
alter table task disable trigger user;
update task t set state_since = h.state_since from task_history h
  where h.programme_id = t.programme_id and h.id = t.id and h.valid_to = 'infinity';
alter table task enable trigger user;
call write_history_of('task');

create index task_of_parent on task (programme_id, parent_id, ordinal, id) where parent_id is not null;
create index task_history_of_parent on task_history (programme_id, parent_id, valid_from) where parent_id is not null;

create table deadline_change (
  programme_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  from_due date,
  to_due date,
  milestones jsonb not null default '[]',
  scope text,
  reason text not null,
  asked_by uuid references person (id),
  asked_unit_id uuid references unit (id),
  asked_at timestamptz not null,
  opinion text,
  opinion_note text,
  opinion_by uuid references person (id),
  opinion_at timestamptz,
  outcome text,
  outcome_note text,
  outcome_by uuid references person (id),
  outcome_at timestamptz,
  stood_for jsonb not null default '{}',
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index deadline_change_of_task on deadline_change (programme_id, task_id, asked_at);
create unique index deadline_change_open on deadline_change (programme_id, task_id) where outcome is null;
comment on table deadline_change is '任务调整：时限、里程碑、范围的每一次申请与审批';
comment on column deadline_change.programme_id is '所属试点';
comment on column deadline_change.id is '编号';
comment on column deadline_change.task_id is '任务';
comment on column deadline_change.from_due is '原计划完成日';
comment on column deadline_change.to_due is '申请的计划完成日';
comment on column deadline_change.milestones is '申请移动的里程碑：原日期、新日期';
comment on column deadline_change.scope is '申请调整的范围';
comment on column deadline_change.reason is '申请理由';
comment on column deadline_change.asked_by is '申请人';
comment on column deadline_change.asked_unit_id is '申请单位';
comment on column deadline_change.asked_at is '申请时间';
comment on column deadline_change.opinion is '推进组意见：同意、不同意';
comment on column deadline_change.opinion_note is '推进组意见内容';
comment on column deadline_change.opinion_by is '签署意见的人';
comment on column deadline_change.opinion_at is '签署意见时间';
comment on column deadline_change.outcome is '办公室决定：同意、不同意，或随任务终止';
comment on column deadline_change.outcome_note is '决定的理由';
comment on column deadline_change.outcome_by is '决定人';
comment on column deadline_change.outcome_at is '决定时间';
comment on column deadline_change.stood_for is '各步骤由代办人办理时，所代的人';

create table close_out (
  programme_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  done text not null,
  effect text not null,
  evidence_count integer not null,
  drawn boolean not null,
  asked_by uuid references person (id),
  asked_unit_id uuid references unit (id),
  asked_at timestamptz not null,
  first_by uuid references person (id),
  first_at timestamptz,
  first_note text,
  second_by uuid references person (id),
  second_at timestamptz,
  second_note text,
  check_how text,
  check_finding text,
  publish_from date,
  publish_until date,
  publish_where text,
  publish_by uuid references person (id),
  outcome text,
  outcome_note text,
  outcome_by uuid references person (id),
  outcome_at timestamptz,
  reopen_because text,
  reopen_note text,
  reopen_by uuid references person (id),
  reopen_at timestamptz,
  stood_for jsonb not null default '{}',
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index close_out_of_task on close_out (programme_id, task_id, asked_at);
create unique index close_out_open on close_out (programme_id, task_id) where outcome is null;
create index close_out_returned on close_out (programme_id, task_id) where outcome = 'returned';
comment on table close_out is '销号：每一次申请、初审、复核、公示、销号、退回与重启';
comment on column close_out.programme_id is '所属试点';
comment on column close_out.id is '编号';
comment on column close_out.task_id is '任务';
comment on column close_out.done is '完成情况';
comment on column close_out.effect is '成效';
comment on column close_out.evidence_count is '申请时有效佐证件数';
comment on column close_out.drawn is '是否被抽中抽查';
comment on column close_out.asked_by is '申请人';
comment on column close_out.asked_unit_id is '申请单位';
comment on column close_out.asked_at is '申请时间';
comment on column close_out.first_by is '初审人';
comment on column close_out.first_at is '初审时间';
comment on column close_out.first_note is '初审意见';
comment on column close_out.second_by is '复核人';
comment on column close_out.second_at is '复核时间';
comment on column close_out.second_note is '复核意见';
comment on column close_out.check_how is '抽查方式：未抽查、抽中、指定';
comment on column close_out.check_finding is '抽查发现';
comment on column close_out.publish_from is '公示起始日';
comment on column close_out.publish_until is '公示截止日';
comment on column close_out.publish_where is '公示渠道';
comment on column close_out.publish_by is '发起公示的人';
comment on column close_out.outcome is '结果：已销号、退回补充，或随任务终止';
comment on column close_out.outcome_note is '结果意见';
comment on column close_out.outcome_by is '作出结果的人';
comment on column close_out.outcome_at is '结果时间';
comment on column close_out.reopen_because is '重启原因：反弹、佐证失效';
comment on column close_out.reopen_note is '重启说明';
comment on column close_out.reopen_by is '重启人';
comment on column close_out.reopen_at is '重启时间';
comment on column close_out.stood_for is '各步骤由代办人办理时，所代的人';
