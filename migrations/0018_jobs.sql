-- Background work: what is to be done, by whom it was asked for, how far it is, and the file it leaves. Survives any restart.
create table job (
  id uuid primary key,
  programme_id uuid,
  kind text not null,
  key text not null,
  input jsonb not null,
  state text not null,
  shown boolean not null,
  run_at timestamptz not null,
  tries integer not null default 0,
  owner uuid,
  lease_until timestamptz,
  cancel_asked_at timestamptz,
  done integer not null default 0,
  total integer,
  word_zh text,
  word_en text,
  mark jsonb,
  fault jsonb,
  person_id uuid,
  made_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create unique index job_key on job (kind, key);
create index job_next on job (run_at, id) where state in ('waiting', 'running');
create index job_of_person on job (person_id, made_at desc, id desc) where shown;
create index job_of_programme on job (programme_id, made_at desc, id desc) where shown;
create index job_finished on job (finished_at) where finished_at is not null;
comment on table job is '后台任务';
comment on column job.id is '编号';
comment on column job.programme_id is '所属试点(跨试点的为空)';
comment on column job.kind is '种类';
comment on column job.key is '唯一键:同种类同键只登记一次';
comment on column job.input is '办理所需内容';
comment on column job.state is '状态:等待、进行中、完成、失败、已取消';
comment on column job.shown is '是否列入本人的后台任务';
comment on column job.run_at is '最早开始时间';
comment on column job.tries is '已尝试次数';
comment on column job.owner is '正在办理的进程';
comment on column job.lease_until is '占用截止时间(数据库时钟);过期由其他进程接手';
comment on column job.cancel_asked_at is '要求取消的时间';
comment on column job.done is '已完成数';
comment on column job.total is '总数';
comment on column job.word_zh is '进展说明(中文)';
comment on column job.word_en is '进展说明(英文)';
comment on column job.mark is '续办位置';
comment on column job.fault is '未成功的原因:代码与中英文说明';
comment on column job.person_id is '发起人';
comment on column job.made_at is '登记时间';
comment on column job.started_at is '首次开始时间';
comment on column job.finished_at is '结束时间';

create table job_result (
  job_id uuid primary key references job (id) on delete cascade,
  name text not null,
  media_type text not null,
  content bytea not null,
  kept_until timestamptz not null
);
create index job_result_kept on job_result (kept_until);
comment on table job_result is '后台任务的结果文件(到期清除)';
comment on column job_result.job_id is '后台任务';
comment on column job_result.name is '文件名';
comment on column job_result.media_type is '内容类型';
comment on column job_result.content is '文件内容';
comment on column job_result.kept_until is '保留至';
