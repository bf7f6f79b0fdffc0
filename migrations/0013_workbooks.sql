-- Workbooks of the ledger: how the columns of others' forms are called here, and files of late imports for their marked copies.
create table workbook_mapping (
  programme_id uuid not null references programme (id),
  signature text not null,
  mapping jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (programme_id, signature)
);
comment on table workbook_mapping is '外来表格的栏目对应';
comment on column workbook_mapping.programme_id is '所属试点';
comment on column workbook_mapping.signature is '表头摘要(SHA-256)';
comment on column workbook_mapping.mapping is '列号到台账栏目的对应';
comment on column workbook_mapping.changed_at is '变更时间';
comment on column workbook_mapping.changed_by is '变更人';

create table workbook_import (
  programme_id uuid not null references programme (id),
  id uuid not null,
  file_name text not null,
  mapping jsonb,
  content bytea not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (programme_id, id)
);
create index workbook_import_late on workbook_import (programme_id, made_by, made_at);
comment on table workbook_import is '近期导入的台账表格(用于标注副本,七日后清除)';
comment on column workbook_import.programme_id is '所属试点';
comment on column workbook_import.id is '编号';
comment on column workbook_import.file_name is '文件名';
comment on column workbook_import.mapping is '本次使用的栏目对应';
comment on column workbook_import.content is '文件内容';
comment on column workbook_import.made_by is '导入人';
comment on column workbook_import.made_at is '导入时间';
