-- Supervision: reminders and urging, orders with their tasks, units, reasons and feedback, numbers without gaps, settings.
create table reminder (
  programme_id uuid not null references programme (id),
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  task_id uuid not null,
  title text not null,
  step text not null,
  day date not null,
  due_on date,
  days integer not null,
  rule text,
  handlers jsonb not null,
  note text,
  person_id uuid references person (id),
  at timestamptz not null,
  primary key (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create unique index reminder_once on reminder (programme_id, subject_kind, subject_id, step, day) where step <> 'hand';
create index reminder_newest on reminder (programme_id, at desc, id desc);
create index reminder_of_task on reminder (programme_id, task_id, at desc, id desc);
create index reminder_of_subject on reminder (programme_id, subject_id, at desc) where step = 'hand';
comment on table reminder is '提醒与催办记录';
comment on column reminder.programme_id is '所属试点';
comment on column reminder.id is '编号';
comment on column reminder.subject_kind is '对象类型:任务、里程碑、督办单';
comment on column reminder.subject_id is '对象编号';
comment on column reminder.task_id is '所涉任务';
comment on column reminder.title is '事项';
comment on column reminder.step is '节点:提前若干工作日提醒、逾期催办、人工催办';
comment on column reminder.day is '防重日:提醒为时限,逾期催办为本轮首日';
comment on column reminder.due_on is '时限';
comment on column reminder.days is '距时限工作日数,逾期为负';
comment on column reminder.rule is '规则版本,人工催办为空';
comment on column reminder.handlers is '送达对象:单位、推进组、办公室及人员';
comment on column reminder.note is '催办内容';
comment on column reminder.person_id is '催办人,自动发出为空';
comment on column reminder.at is '发出时间';

create table supervision_order (
  programme_id uuid not null references programme (id),
  id uuid not null,
  grade text not null,
  state text not null,
  origin text not null,
  number_year integer,
  number_in_year integer,
  number text,
  source text not null,
  matter text not null,
  reason text,
  requirement text not null,
  important boolean not null default false,
  limit_days integer not null,
  due_on date,
  predecessor_id uuid,
  issuer_id uuid,
  issued_at timestamptz,
  signer_id uuid,
  signed_at timestamptz,
  closed_at timestamptz,
  made_at timestamptz not null,
  made_by uuid,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id),
  foreign key (programme_id, predecessor_id) references supervision_order (programme_id, id)
);
create unique index supervision_order_number on supervision_order (programme_id, number_year, number_in_year);
create index supervision_order_by_due on supervision_order (programme_id, coalesce(due_on, date '9999-12-31'), id);
create index supervision_order_by_state on supervision_order (programme_id, state, coalesce(due_on, date '9999-12-31'), id);
create index supervision_order_successor on supervision_order (programme_id, predecessor_id) where predecessor_id is not null;
comment on table supervision_order is '督办单';
comment on column supervision_order.programme_id is '所属试点';
comment on column supervision_order.id is '标识';
comment on column supervision_order.grade is '等级:蓝、黄、红';
comment on column supervision_order.state is '办理状态';
comment on column supervision_order.origin is '来由:按规则、人工';
comment on column supervision_order.number_year is '编号年度';
comment on column supervision_order.number_in_year is '年内序号,不跳号';
comment on column supervision_order.number is '编号';
comment on column supervision_order.source is '事项来源';
comment on column supervision_order.matter is '督办事项';
comment on column supervision_order.reason is '督办原因(人工填写)';
comment on column supervision_order.requirement is '督办要求';
comment on column supervision_order.important is '是否重要紧急事项(可从黄单开始)';
comment on column supervision_order.limit_days is '办结时限(工作日)';
comment on column supervision_order.due_on is '办结日期';
comment on column supervision_order.predecessor_id is '升级前的督办单';
comment on column supervision_order.issuer_id is '签发人,按设置自动签发为空';
comment on column supervision_order.issued_at is '签发时间';
comment on column supervision_order.signer_id is '签收人';
comment on column supervision_order.signed_at is '签收时间';
comment on column supervision_order.closed_at is '销单时间';
comment on column supervision_order.made_at is '拟单时间';
comment on column supervision_order.made_by is '拟单人,按规则提出为空';
comment on column supervision_order.version is '版本号(乐观锁)';
comment on column supervision_order.changed_at is '变更时间';
comment on column supervision_order.changed_by is '变更人';

call keep_history_of('supervision_order');
comment on table supervision_order_history is '督办单的历次状态';
comment on column supervision_order_history.valid_from is '此状态起始时间';
comment on column supervision_order_history.valid_to is '此状态终止时间';

create table order_task (
  programme_id uuid not null,
  order_id uuid not null,
  task_id uuid not null,
  position integer not null,
  primary key (programme_id, order_id, task_id),
  foreign key (programme_id, order_id) references supervision_order (programme_id, id),
  foreign key (programme_id, task_id) references task (programme_id, id)
);
create index order_task_of_task on order_task (programme_id, task_id, order_id);
comment on table order_task is '督办单所涉任务';
comment on column order_task.programme_id is '所属试点';
comment on column order_task.order_id is '督办单';
comment on column order_task.task_id is '任务';
comment on column order_task.position is '次序';

create table order_unit (
  programme_id uuid not null,
  order_id uuid not null,
  unit_id uuid not null references unit (id),
  part text not null,
  position integer not null,
  primary key (programme_id, order_id, unit_id, part),
  foreign key (programme_id, order_id) references supervision_order (programme_id, id)
);
create index order_unit_of_unit on order_unit (programme_id, unit_id, order_id);
comment on table order_unit is '督办单的承办、配合单位';
comment on column order_unit.programme_id is '所属试点';
comment on column order_unit.order_id is '督办单';
comment on column order_unit.unit_id is '单位';
comment on column order_unit.part is '分工:承办、配合';
comment on column order_unit.position is '次序';

create table order_reason (
  programme_id uuid not null,
  order_id uuid not null,
  position integer not null,
  task_id uuid not null,
  code text not null,
  facts jsonb not null,
  rule text not null,
  once text not null,
  primary key (programme_id, order_id, position),
  foreign key (programme_id, order_id) references supervision_order (programme_id, id)
);
create unique index order_reason_once on order_reason (programme_id, once);
comment on table order_reason is '督办原因:所依规则与事实';
comment on column order_reason.programme_id is '所属试点';
comment on column order_reason.order_id is '督办单';
comment on column order_reason.position is '次序';
comment on column order_reason.task_id is '任务';
comment on column order_reason.code is '原因代码';
comment on column order_reason.facts is '事实';
comment on column order_reason.rule is '规则版本';
comment on column order_reason.once is '防重键:同一情形只提出一次';

create table order_feedback (
  programme_id uuid not null,
  order_id uuid not null,
  round integer not null,
  process text not null,
  situation text not null,
  next_step text not null,
  person_id uuid not null references person (id),
  unit_id uuid not null references unit (id),
  at timestamptz not null,
  verdict text,
  remark text,
  reviewer_id uuid references person (id),
  reviewed_at timestamptz,
  primary key (programme_id, order_id, round),
  foreign key (programme_id, order_id) references supervision_order (programme_id, id)
);
comment on table order_feedback is '督办单办理反馈与审核意见';
comment on column order_feedback.programme_id is '所属试点';
comment on column order_feedback.order_id is '督办单';
comment on column order_feedback.round is '第几次反馈';
comment on column order_feedback.process is '落实过程';
comment on column order_feedback.situation is '基本情况';
comment on column order_feedback.next_step is '下一步';
comment on column order_feedback.person_id is '反馈人';
comment on column order_feedback.unit_id is '反馈单位';
comment on column order_feedback.at is '反馈时间';
comment on column order_feedback.verdict is '审核结论:通过、退回';
comment on column order_feedback.remark is '审核意见';
comment on column order_feedback.reviewer_id is '审核人';
comment on column order_feedback.reviewed_at is '审核时间';

create table order_number (
  programme_id uuid not null references programme (id),
  year integer not null,
  last integer not null,
  primary key (programme_id, year)
);
comment on table order_number is '督办单编号:各试点各年度已用到的序号';
comment on column order_number.programme_id is '所属试点';
comment on column order_number.year is '年度';
comment on column order_number.last is '已用到的序号';

create table supervision_setting (
  programme_id uuid not null references programme (id),
  id uuid not null,
  urge_every integer not null,
  issues_itself boolean not null,
  number_prefix text not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index supervision_setting_one on supervision_setting (programme_id);
comment on table supervision_setting is '督办设置';
comment on column supervision_setting.programme_id is '所属试点';
comment on column supervision_setting.id is '标识';
comment on column supervision_setting.urge_every is '逾期后每隔几个工作日催办一次';
comment on column supervision_setting.issues_itself is '按规则提出的督办单是否自动签发';
comment on column supervision_setting.number_prefix is '编号字头';
comment on column supervision_setting.version is '版本号(乐观锁)';
comment on column supervision_setting.changed_at is '变更时间';
comment on column supervision_setting.changed_by is '变更人';

call keep_history_of('supervision_setting');
comment on table supervision_setting_history is '督办设置的历次状态';
comment on column supervision_setting_history.valid_from is '此状态起始时间';
comment on column supervision_setting_history.valid_to is '此状态终止时间';

-- Orders ask how often a task was sent back: few events of very many.
create index event_of_returns on event (programme_id, subject_id) where kind = 'task.returnForMore';
