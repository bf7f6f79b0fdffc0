-- Reporting rounds: plans by which they open, rounds, one report for each unit and round, one row for each task in it.
create table round_plan (
  programme_id uuid not null references programme (id),
  id uuid not null,
  title text not null,
  cycle text not null,
  starts_on date not null,
  ends_on date,
  due jsonb not null,
  open_days integer not null,
  timely_days integer not null,
  parts text[] not null,
  filter jsonb not null,
  instructions text,
  lead_reason text,
  state text not null,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create index round_plan_active on round_plan (programme_id, id) where state = 'active';
comment on table round_plan is '报送安排:按周期自动开启轮次';
comment on column round_plan.programme_id is '所属试点';
comment on column round_plan.id is '编号';
comment on column round_plan.title is '名称';
comment on column round_plan.cycle is '报送周期:月、半月、季';
comment on column round_plan.starts_on is '第一个报告期的起始日';
comment on column round_plan.ends_on is '此日之后的报告期不再开启';
comment on column round_plan.due is '截止日的算法';
comment on column round_plan.open_days is '截止日前几个工作日开启';
comment on column round_plan.timely_days is '截止日前几个工作日内报送算按时';
comment on column round_plan.parts is '须报送的分工:牵头、配合';
comment on column round_plan.filter is '须报送的任务范围';
comment on column round_plan.instructions is '填报说明';
comment on column round_plan.lead_reason is '填报时间较短的理由';
comment on column round_plan.state is '状态';
comment on column round_plan.version is '版本号(乐观锁)';
comment on column round_plan.made_at is '建立时间';
comment on column round_plan.changed_at is '变更时间';
comment on column round_plan.changed_by is '变更人';
call keep_history_of('round_plan');
comment on table round_plan_history is '报送安排的历次状态';
comment on column round_plan_history.valid_from is '此状态起始时间';
comment on column round_plan_history.valid_to is '此状态终止时间';

create table reporting_round (
  programme_id uuid not null references programme (id),
  id uuid not null,
  plan_id uuid,
  title text not null,
  cycle text not null,
  period text not null,
  period_from date not null,
  period_to date not null,
  opens_on date not null,
  asked_due_on date not null,
  due_on date not null,
  first_due_on date not null,
  timely_on date not null,
  parts text[] not null,
  filter jsonb not null,
  instructions text,
  lead_days integer not null,
  lead_reason text,
  state text not null,
  version integer not null default 1,
  opened_at timestamptz,
  locked_at timestamptz,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id),
  foreign key (programme_id, plan_id) references round_plan (programme_id, id)
);
create unique index reporting_round_of_plan on reporting_round (programme_id, plan_id, period) where plan_id is not null;
create index reporting_round_order on reporting_round (programme_id, period_to desc, id desc);
create index reporting_round_waiting on reporting_round (programme_id, state) where state in ('planned', 'open', 'duePassed');
comment on table reporting_round is '报送轮次';
comment on column reporting_round.programme_id is '所属试点';
comment on column reporting_round.id is '编号';
comment on column reporting_round.plan_id is '所依据的报送安排,单独发起的为空';
comment on column reporting_round.title is '名称';
comment on column reporting_round.cycle is '报送周期';
comment on column reporting_round.period is '报告期,如 2021-09、2021-09-1、2021-Q3';
comment on column reporting_round.period_from is '报告期首日';
comment on column reporting_round.period_to is '报告期末日';
comment on column reporting_round.opens_on is '开启日';
comment on column reporting_round.asked_due_on is '原定截止日(未按工作日顺延)';
comment on column reporting_round.due_on is '截止日(工作日)';
comment on column reporting_round.first_due_on is '最初截止日(延长前)';
comment on column reporting_round.timely_on is '按时报送日';
comment on column reporting_round.parts is '须报送的分工:牵头、配合';
comment on column reporting_round.filter is '须报送的任务范围';
comment on column reporting_round.instructions is '填报说明';
comment on column reporting_round.lead_days is '从发起到截止的工作日数';
comment on column reporting_round.lead_reason is '填报时间较短的理由';
comment on column reporting_round.state is '状态:待开启、填报中、已过截止日、已锁定、已取消';
comment on column reporting_round.version is '版本号(乐观锁)';
comment on column reporting_round.opened_at is '开启时间';
comment on column reporting_round.locked_at is '锁定时间';
comment on column reporting_round.made_at is '建立时间';
comment on column reporting_round.changed_at is '变更时间';
comment on column reporting_round.changed_by is '变更人';
call keep_history_of('reporting_round');
comment on table reporting_round_history is '报送轮次的历次状态';
comment on column reporting_round_history.valid_from is '此状态起始时间';
comment on column reporting_round_history.valid_to is '此状态终止时间';

create table unit_report (
  programme_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  unit_id uuid not null references unit (id),
  state text not null,
  settled_as text,
  submitted_on date,
  submitted_at timestamptz,
  submitted_by uuid,
  last_submitted_at timestamptz,
  accepted_at timestamptz,
  remark text,
  returned_count integer not null default 0,
  revised_count integer not null default 0,
  unlock_asked_at timestamptz,
  unlock_asked_why text,
  unlocked_until date,
  unlock_reason text,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id),
  unique (programme_id, round_id, unit_id),
  foreign key (programme_id, round_id) references reporting_round (programme_id, id)
);
create index unit_report_of_unit on unit_report (programme_id, unit_id, state);
create index unit_report_by_state on unit_report (programme_id, round_id, state);
create index unit_report_unlocked on unit_report (programme_id, unlocked_until) where unlocked_until is not null;
comment on table unit_report is '单位报送:每单位每轮次一份';
comment on column unit_report.programme_id is '所属试点';
comment on column unit_report.id is '编号';
comment on column unit_report.round_id is '报送轮次';
comment on column unit_report.unit_id is '填报单位';
comment on column unit_report.state is '状态:未开始、填报中、已提交、已退回、已通过、已锁定';
comment on column unit_report.settled_as is '锁定前的状态';
comment on column unit_report.submitted_on is '首次提交日';
comment on column unit_report.submitted_at is '首次提交时间';
comment on column unit_report.submitted_by is '最近提交人';
comment on column unit_report.last_submitted_at is '最近提交时间';
comment on column unit_report.accepted_at is '最近通过时间';
comment on column unit_report.remark is '最近一次退回意见';
comment on column unit_report.returned_count is '退回次数';
comment on column unit_report.revised_count is '通过后修改的数值个数';
comment on column unit_report.unlock_asked_at is '申请解锁时间';
comment on column unit_report.unlock_asked_why is '申请解锁理由';
comment on column unit_report.unlocked_until is '解锁截止日';
comment on column unit_report.unlock_reason is '解锁理由';
comment on column unit_report.version is '版本号(乐观锁)';
comment on column unit_report.changed_at is '变更时间';
comment on column unit_report.changed_by is '变更人';
call keep_history_of('unit_report');
comment on table unit_report_history is '单位报送的历次状态';
comment on column unit_report_history.valid_from is '此状态起始时间';
comment on column unit_report_history.valid_to is '此状态终止时间';

create table report_row (
  programme_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  report_id uuid not null,
  task_id uuid not null,
  unit_id uuid not null,
  part text not null,
  group_id uuid,
  ordinal integer not null,
  own_duty text,
  entry text not null default 'empty',
  review text not null default 'open',
  progress text,
  percent smallint,
  percent_reason text,
  problems jsonb not null default '[]',
  next_step text,
  next_person text,
  next_due date,
  confidence smallint,
  planned_percent smallint,
  derived_percent smallint,
  submitted_at timestamptz,
  remark text,
  remarked_at timestamptz,
  reviewed_by uuid,
  answered boolean not null default true,
  approved jsonb,
  revised_count integer not null default 0,
  released_at timestamptz,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id),
  unique (programme_id, report_id, task_id),
  foreign key (programme_id, report_id) references unit_report (programme_id, id),
  foreign key (programme_id, round_id) references reporting_round (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index report_row_of_task on report_row (programme_id, task_id, unit_id, round_id);
create index report_row_of_round on report_row (programme_id, round_id, review, group_id);
comment on table report_row is '报送条目:任务、单位、轮次各一条';
comment on column report_row.programme_id is '所属试点';
comment on column report_row.id is '编号';
comment on column report_row.round_id is '报送轮次';
comment on column report_row.report_id is '所属单位报送';
comment on column report_row.task_id is '任务';
comment on column report_row.unit_id is '填报单位';
comment on column report_row.part is '分工:牵头、配合';
comment on column report_row.group_id is '审核的推进组';
comment on column report_row.ordinal is '任务次序';
comment on column report_row.own_duty is '本单位职责(开启时)';
comment on column report_row.entry is '填报情况:未填、已填、无变化';
comment on column report_row.review is '审核情况:填报、待审、已通过、已退回';
comment on column report_row.progress is '本期进展';
comment on column report_row.percent is '完成度人工修正';
comment on column report_row.percent_reason is '人工修正理由';
comment on column report_row.problems is '存在问题和需协调事项';
comment on column report_row.next_step is '下一步举措';
comment on column report_row.next_person is '下一步责任人';
comment on column report_row.next_due is '下一步时限';
comment on column report_row.confidence is '自评信心 1-5';
comment on column report_row.planned_percent is '提交时序时进度';
comment on column report_row.derived_percent is '提交时里程碑完成度';
comment on column report_row.submitted_at is '首次提交时间';
comment on column report_row.remark is '退回意见';
comment on column report_row.remarked_at is '退回时间';
comment on column report_row.reviewed_by is '最近审核人';
comment on column report_row.answered is '退回后已修改';
comment on column report_row.approved is '最近一次通过时的数值';
comment on column report_row.revised_count is '通过后修改的数值个数';
comment on column report_row.released_at is '不再须报送的时间';
comment on column report_row.version is '版本号(乐观锁)';
comment on column report_row.changed_at is '变更时间';
comment on column report_row.changed_by is '变更人';
call keep_history_of('report_row');
comment on table report_row_history is '报送条目的历次状态';
comment on column report_row_history.valid_from is '此状态起始时间';
comment on column report_row_history.valid_to is '此状态终止时间';
