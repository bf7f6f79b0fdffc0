-- Units, their names over time, people and duties.
create table unit (
  id uuid primary key,
  parent_id uuid references unit (id),
  programme_id uuid,
  kind text not null,
  name text not null,
  short_name text not null,
  code text,
  ordinal integer not null default 0,
  sort_key text not null,
  started_on date,
  ended_on date,
  successor_id uuid references unit (id),
  known boolean not null default true,
  demo boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null
);
create index unit_children on unit (parent_id, ordinal, sort_key);
create index unit_successor on unit (successor_id) where successor_id is not null;
create unique index unit_code on unit (code) where code is not null;
comment on table unit is '单位';
comment on column unit.programme_id is '所属试点(专项工作组、办公室、推进组)';
comment on column unit.kind is '单位类别';
comment on column unit.name is '全称';
comment on column unit.short_name is '简称';
comment on column unit.code is '行政区划代码或统一编码';
comment on column unit.successor_id is '承接单位';
comment on column unit.known is '是否经人工确认';
comment on column unit.demo is '演示数据';

create table unit_name (
  unit_id uuid not null references unit (id),
  name text not null,
  kind text not null,
  from_on date,
  until_on date,
  primary key (name, unit_id)
);
create index unit_name_of_unit on unit_name (unit_id);
comment on table unit_name is '单位名称:全称、简称、别名、曾用名';

create table unit_succession (
  from_unit_id uuid not null references unit (id),
  to_unit_id uuid not null references unit (id),
  kind text not null,
  on_day date not null,
  note text,
  primary key (from_unit_id, to_unit_id)
);
comment on table unit_succession is '单位变更沿革:合并、更名、拆分';

create table person (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  name text not null,
  active boolean not null default true,
  demo boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null
);
create index person_of_unit on person (unit_id);
comment on table person is '人员';

create table duty (
  person_id uuid not null references person (id),
  unit_id uuid not null references unit (id),
  duty text not null,
  since_at timestamptz not null,
  until_at timestamptz not null default 'infinity',
  primary key (person_id, unit_id, duty, since_at)
);
comment on table duty is '职责:某人在某单位担任';

create table group_member (
  programme_id uuid not null,
  group_id uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  since_at timestamptz not null,
  until_at timestamptz not null default 'infinity',
  primary key (programme_id, group_id, unit_id, since_at)
);
create index group_member_of_unit on group_member (unit_id);
comment on table group_member is '推进组成员单位';
