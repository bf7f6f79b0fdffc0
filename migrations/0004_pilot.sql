-- Programmes, plan versions and the elements of a plan.
create table programme (
  id uuid primary key,
  title text not null,
  short_title text not null,
  issuer text,
  office_unit_id uuid not null references unit (id),
  starts_on date,
  ends_on date,
  years integer,
  demo boolean not null default false,
  plan_version_id uuid,
  version integer not null default 1,
  changed_at timestamptz not null
);
comment on table programme is '试点';
comment on column programme.office_unit_id is '办公室';
comment on column programme.demo is '演示数据';

create table programme_unit (
  programme_id uuid not null references programme (id),
  unit_id uuid not null references unit (id),
  since_at timestamptz not null,
  primary key (programme_id, unit_id)
);
create index programme_unit_of_unit on programme_unit (unit_id);
comment on table programme_unit is '试点参与单位';

create table plan_version (
  programme_id uuid not null references programme (id),
  id uuid not null,
  ordinal integer not null,
  title text not null,
  issuer text,
  document_number text,
  issued_on date,
  basis jsonb not null,
  text text not null,
  file_digest text not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid,
  findings jsonb not null,
  primary key (programme_id, id),
  unique (programme_id, ordinal)
);
comment on table plan_version is '方案版本';
comment on column plan_version.document_number is '文号';
comment on column plan_version.text is '方案全文';

create table plan_element (
  programme_id uuid not null,
  plan_version_id uuid not null,
  id uuid not null,
  kind text not null,
  ordinal integer not null,
  level integer not null default 0,
  number text,
  path text[] not null default '{}',
  text text not null,
  range_start integer not null,
  range_end integer not null,
  content_key text not null,
  facts jsonb not null default '{}',
  primary key (programme_id, id),
  foreign key (programme_id, plan_version_id) references plan_version (programme_id, id)
);
create index plan_element_order on plan_element (programme_id, plan_version_id, range_start, ordinal);
comment on table plan_element is '方案要素:标题、句子、目标、机构、机制、领域';

create table sentence_link (
  programme_id uuid not null,
  content_key text not null,
  target_kind text not null,
  target_id uuid not null,
  note text,
  made_at timestamptz not null,
  made_by uuid,
  until_at timestamptz not null default 'infinity',
  primary key (programme_id, content_key, target_kind, target_id, made_at)
);
create index sentence_link_target on sentence_link (programme_id, target_kind, target_id);
comment on table sentence_link is '句子与后续工作的关联';

create table stored_file (
  digest text primary key,
  media_type text not null,
  size_bytes bigint not null,
  content bytea not null,
  stored_at timestamptz not null
);
comment on table stored_file is '原始文件(按内容摘要)';
