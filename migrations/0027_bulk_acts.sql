-- One act on many tasks 批量办理: what each task came to, kept as long as the job that works it off.
create table bulk_row (
  programme_id uuid not null,
  job_id uuid not null references job (id) on delete cascade,
  position integer not null,
  task_id uuid not null,
  version integer not null,
  outcome text,
  code text,
  why_zh text,
  why_en text,
  primary key (programme_id, job_id, position)
);
create index bulk_row_of_job on bulk_row (job_id);
comment on table bulk_row is '批量办理的各项任务及结果';
comment on column bulk_row.programme_id is '所属试点';
comment on column bulk_row.job_id is '后台任务';
comment on column bulk_row.position is '次序';
comment on column bulk_row.task_id is '任务';
comment on column bulk_row.version is '所依据的版本';
comment on column bulk_row.outcome is '结果(未办的为空)';
comment on column bulk_row.code is '未办成的原因代码';
comment on column bulk_row.why_zh is '未办成的原因(中文)';
comment on column bulk_row.why_en is '未办成的原因(英文)';
