-- Saved views: the address of a list under a title, own or shared; and which of them a list opens with for each person.
create table saved_view (
  programme_id uuid not null references programme (id),
  id uuid not null,
  list text not null,
  maker_id uuid not null references person (id),
  title text not null,
  sort_key text not null,
  query jsonb not null,
  state text not null,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (programme_id, id)
);
create unique index saved_view_title on saved_view (programme_id, maker_id, list, title) where state <> 'dropped';
create index saved_view_shared on saved_view (programme_id, list, sort_key collate "C", id) where state = 'shared';
comment on table saved_view is '保存的视图';
comment on column saved_view.programme_id is '所属试点';
comment on column saved_view.id is '编号';
comment on column saved_view.list is '所属清单';
comment on column saved_view.maker_id is '创建人';
comment on column saved_view.title is '标题';
comment on column saved_view.sort_key is '拼音排序键';
comment on column saved_view.query is '页面地址参数:筛选、排序、分组、列、视图种类';
comment on column saved_view.state is '状态:本人使用、共享、已删除';
comment on column saved_view.version is '版本号(乐观锁)';
comment on column saved_view.made_at is '创建时间';
comment on column saved_view.changed_at is '变更时间';
comment on column saved_view.changed_by is '变更人';

call keep_history_of('saved_view');
comment on table saved_view_history is '视图的历次状态';
comment on column saved_view_history.valid_from is '此状态起始时间';
comment on column saved_view_history.valid_to is '此状态终止时间';

create table preferred_view (
  programme_id uuid not null references programme (id),
  person_id uuid not null references person (id),
  list text not null,
  view_id uuid,
  changed_at timestamptz not null,
  primary key (programme_id, person_id, list),
  foreign key (programme_id, view_id) references saved_view (programme_id, id)
);
create index preferred_view_of_view on preferred_view (programme_id, view_id);
comment on table preferred_view is '每人打开清单时的默认视图';
comment on column preferred_view.programme_id is '所属试点';
comment on column preferred_view.person_id is '人员';
comment on column preferred_view.list is '所属清单';
comment on column preferred_view.view_id is '默认视图';
comment on column preferred_view.changed_at is '变更时间';
