-- Plan files on their way in: the draft, what people settled, and its end.
create table plan_import (
  id uuid primary key,
  programme_id uuid references programme (id),
  owner_unit_id uuid not null references unit (id),
  file_name text not null,
  file_kind text not null,
  file_digest text not null references stored_file (digest),
  state text not null,
  draft jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  version integer not null default 1,
  changed_at timestamptz not null
);
create index plan_import_recent on plan_import (owner_unit_id, made_at desc);
comment on table plan_import is '方案导入';
comment on column plan_import.draft is '草稿:解析结果与人工修改';
