-- Meetings 现场办公与调度会: who attends, an agenda made from the data, what was concluded, and the decisions that became matters.
create table meeting (
  programme_id uuid not null references programme (id),
  id uuid not null,
  number integer not null,
  kind text not null,
  title text not null,
  host_unit_id uuid not null references unit (id),
  held_on date not null,
  begins_at text,
  place text not null,
  chair text not null,
  scope jsonb not null,
  state text not null,
  agenda_as_of date,
  summary text,
  state_since timestamptz not null,
  made_at timestamptz not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index meeting_number on meeting (programme_id, number);
create index meeting_order on meeting (programme_id, held_on, number);
create index meeting_of_kind on meeting (programme_id, kind, held_on);
create index meeting_of_host on meeting (programme_id, host_unit_id, state);
comment on table meeting is '会议:调度会、现场办公、专题会、季度盘点';
comment on column meeting.programme_id is '所属试点';
comment on column meeting.id is '编号';
comment on column meeting.number is '顺序号';
comment on column meeting.kind is '会议类型';
comment on column meeting.title is '会议名称';
comment on column meeting.host_unit_id is '召集单位(办公室或推进组)';
comment on column meeting.held_on is '召开日期';
comment on column meeting.begins_at is '开始时间';
comment on column meeting.place is '地点';
comment on column meeting.chair is '主持人';
comment on column meeting.scope is '议程取数范围';
comment on column meeting.state is '状态';
comment on column meeting.agenda_as_of is '议程数据截止日';
comment on column meeting.summary is '会议纪要总述';
comment on column meeting.state_since is '进入现状态的时间';
comment on column meeting.made_at is '创建时间';
comment on column meeting.version is '版本号(乐观锁)';
comment on column meeting.changed_at is '变更时间';
comment on column meeting.changed_by is '变更人';

call keep_history_of('meeting');
comment on table meeting_history is '会议的历次状态';
comment on column meeting_history.valid_from is '此状态起始时间';
comment on column meeting_history.valid_to is '此状态终止时间';

create table meeting_unit (
  programme_id uuid not null,
  meeting_id uuid not null,
  unit_id uuid not null references unit (id),
  position integer not null,
  attended boolean,
  primary key (programme_id, meeting_id, unit_id),
  foreign key (programme_id, meeting_id) references meeting (programme_id, id)
);
create index meeting_unit_of_unit on meeting_unit (programme_id, unit_id, meeting_id);
comment on table meeting_unit is '参会单位';
comment on column meeting_unit.programme_id is '所属试点';
comment on column meeting_unit.meeting_id is '会议';
comment on column meeting_unit.unit_id is '单位';
comment on column meeting_unit.position is '次序';
comment on column meeting_unit.attended is '是否到会';

create table agenda_item (
  programme_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  position integer not null,
  source text not null,
  subject_id uuid,
  title jsonb not null,
  reasons jsonb not null,
  href text,
  trimmed boolean not null default false,
  conclusion text,
  primary key (programme_id, meeting_id, id),
  foreign key (programme_id, meeting_id) references meeting (programme_id, id)
);
create index agenda_item_order on agenda_item (programme_id, meeting_id, position);
comment on table agenda_item is '会议议程';
comment on column agenda_item.programme_id is '所属试点';
comment on column agenda_item.meeting_id is '会议';
comment on column agenda_item.id is '编号';
comment on column agenda_item.position is '次序';
comment on column agenda_item.source is '来源:红灯、黄灯、逾期、临期、督办单、协调事项、上次议定、变化、暂缓、手工';
comment on column agenda_item.subject_id is '来源记录';
comment on column agenda_item.title is '题目(中英文)';
comment on column agenda_item.reasons is '列入理由(中英文)';
comment on column agenda_item.href is '来源记录地址';
comment on column agenda_item.trimmed is '不上会';
comment on column agenda_item.conclusion is '会议结论';

create table meeting_decision (
  programme_id uuid not null,
  meeting_id uuid not null,
  matter_id uuid not null,
  item_id uuid,
  primary key (programme_id, meeting_id, matter_id),
  foreign key (programme_id, meeting_id) references meeting (programme_id, id),
  foreign key (programme_id, matter_id) references matter (programme_id, id)
);
create index meeting_decision_of_matter on meeting_decision (programme_id, matter_id);
comment on table meeting_decision is '会议议定事项与议程的对应';
comment on column meeting_decision.programme_id is '所属试点';
comment on column meeting_decision.meeting_id is '会议';
comment on column meeting_decision.matter_id is '协调事项';
comment on column meeting_decision.item_id is '对应议程';
