-- What can be found: one entry for each sentence of a plan, task, unit and so on, written in the transaction of its change.
create table search_entry (
  programme_id uuid not null,
  kind text not null,
  id uuid not null,
  names text not null,
  body text not null,
  sort_key text not null,
  digest text not null,
  words tsvector not null,
  primary key (programme_id, kind, id)
);
create index search_entry_words on search_entry using gin (words);
comment on table search_entry is '检索条目';
comment on column search_entry.programme_id is '所属试点;各试点共有的为全零';
comment on column search_entry.kind is '类别';
comment on column search_entry.id is '编号';
comment on column search_entry.names is '归一后的标题与名称,每行一个';
comment on column search_entry.body is '归一后的正文';
comment on column search_entry.sort_key is '同类之内的顺序';
comment on column search_entry.digest is '内容摘要,未变则不重写';
comment on column search_entry.words is '字组、拼音与可见范围(决策 0020)';

create table search_build (
  kind text primary key,
  version integer not null,
  after_programme uuid,
  after_id uuid,
  done boolean not null
);
comment on table search_build is '检索重建进度';
comment on column search_build.kind is '类别';
comment on column search_build.version is '索引规则版本';
comment on column search_build.after_programme is '已建到的试点';
comment on column search_build.after_id is '已建到的编号';
comment on column search_build.done is '已建完';
