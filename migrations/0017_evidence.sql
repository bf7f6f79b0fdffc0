-- Evidence 佐证材料 for records of any kind: files and links in numbered editions, with the remark on each.
create table evidence (
  programme_id uuid not null references programme (id),
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  form text not null,
  title text not null,
  state text not null,
  valid_until date,
  edition integer not null,
  unit_id uuid not null references unit (id),
  end_note text,
  version integer not null default 1,
  made_at timestamptz not null,
  made_by uuid not null references person (id),
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create index evidence_of_subject on evidence (programme_id, subject_kind, subject_id, id);
comment on table evidence is '佐证材料(文件或链接)';
comment on column evidence.programme_id is '所属试点';
comment on column evidence.id is '编号';
comment on column evidence.subject_kind is '所佐证记录的种类';
comment on column evidence.subject_id is '所佐证的记录';
comment on column evidence.form is '形式:文件、链接';
comment on column evidence.title is '标题';
comment on column evidence.state is '状态:待核、认可、存疑、不予认可、已撤回、已封存';
comment on column evidence.valid_until is '有效期至(当日仍有效),空为长期';
comment on column evidence.edition is '现行版次';
comment on column evidence.unit_id is '提交单位';
comment on column evidence.end_note is '撤回或封存的理由';
comment on column evidence.version is '版本号(乐观锁)';
comment on column evidence.made_at is '提交时间';
comment on column evidence.made_by is '首次提交人';
comment on column evidence.changed_at is '变更时间';
comment on column evidence.changed_by is '变更人';

call keep_history_of('evidence');
comment on table evidence_history is '佐证材料的历次状态';
comment on column evidence_history.valid_from is '此状态起始时间';
comment on column evidence_history.valid_to is '此状态终止时间';

create table evidence_edition (
  programme_id uuid not null references programme (id),
  evidence_id uuid not null,
  number integer not null,
  name text,
  media_type text,
  size_bytes bigint,
  digest text,
  address text,
  read_part text not null,
  declared text,
  virus text not null,
  virus_name text,
  virus_at timestamptz,
  remark text,
  remark_note text,
  remarked_at timestamptz,
  remarked_by uuid references person (id),
  unit_id uuid not null references unit (id),
  uploaded_at timestamptz not null,
  uploaded_by uuid not null references person (id),
  primary key (programme_id, evidence_id, number),
  foreign key (programme_id, evidence_id) references evidence (programme_id, id)
);
create index evidence_edition_digest on evidence_edition (digest) where digest is not null;
create index evidence_edition_unchecked on evidence_edition (uploaded_at) where virus in ('unchecked', 'failed') and digest is not null;
comment on table evidence_edition is '佐证材料的版次:新版替换旧版,旧版仍可查看';
comment on column evidence_edition.programme_id is '所属试点';
comment on column evidence_edition.evidence_id is '佐证材料';
comment on column evidence_edition.number is '版次,从 1 起';
comment on column evidence_edition.name is '文件名';
comment on column evidence_edition.media_type is '文件类型(按内容判定)';
comment on column evidence_edition.size_bytes is '文件大小(字节)';
comment on column evidence_edition.digest is '文件内容的 SHA-256 摘要';
comment on column evidence_edition.address is '链接地址';
comment on column evidence_edition.read_part is '涉密字样检查的范围:正文、仅名称';
comment on column evidence_edition.declared is '提交人对疑似涉密字样的说明';
comment on column evidence_edition.virus is '病毒检查:未查、通过、命中、无法检查';
comment on column evidence_edition.virus_name is '命中的病毒名或无法检查的原因';
comment on column evidence_edition.virus_at is '病毒检查时间';
comment on column evidence_edition.remark is '核验意见:认可、存疑、不予认可';
comment on column evidence_edition.remark_note is '核验意见的说明';
comment on column evidence_edition.remarked_at is '核验时间';
comment on column evidence_edition.remarked_by is '核验人';
comment on column evidence_edition.unit_id is '上传单位';
comment on column evidence_edition.uploaded_at is '上传时间';
comment on column evidence_edition.uploaded_by is '上传人';
