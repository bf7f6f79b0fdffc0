-- Foundation: row history by trigger, idempotency keys, the audit trail with its seals.
create extension if not exists pg_trgm;

-- Gives a table <table>_history: every state of a row from its changed_at until the next change. The present state is there
-- too, with valid_to = 'infinity', so that one query reads any instant. Each table gets a trigger function of its own,
-- because a shared one would have to plan its statements anew at every change.
create procedure keep_history_of(kept text) language plpgsql as $outer$
begin
  execute format('create table %I (like %I including comments)', kept || '_history', kept);
  execute format('alter table %I add column valid_from timestamptz not null, add column valid_to timestamptz not null',
    kept || '_history');
  execute format('create index %I on %I (programme_id, id) where valid_to = ''infinity''',
    kept || '_history_present', kept || '_history');
  execute format('create index %I on %I (programme_id, valid_to, valid_from)', kept || '_history_day', kept || '_history');
  execute format('create index %I on %I (programme_id, id, valid_from)', kept || '_history_row', kept || '_history');
  execute format($inner$
    create function %1$I() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        raise exception '%% keeps every row: mark it as dropped instead', tg_table_name
          using errcode = 'restrict_violation';
      end if;
      if tg_op = 'UPDATE' then
        update %2$I set valid_to = new.changed_at
          where programme_id = old.programme_id and id = old.id and valid_to = 'infinity';
      end if;
      insert into %2$I select (new).*, new.changed_at, 'infinity'::timestamptz;
      return null;
    end $$ $inner$, kept || '_keep_history', kept || '_history');
  execute format('create trigger %1$I after insert or update or delete on %2$I for each row execute function %1$I()',
    kept || '_keep_history', kept);
end $outer$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create table idempotency_key (
  owner text not null,
  key text not null,
  operation text not null,
  digest text not null,
  reply jsonb,
  made_at timestamptz not null,
  primary key (owner, key)
);
create index idempotency_key_made on idempotency_key (made_at);
comment on table idempotency_key is '幂等键';

create table event (
  id uuid primary key,
  programme_id uuid,
  at timestamptz not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_version integer,
  person_id uuid,
  person_name text not null,
  unit_id uuid,
  duties text[] not null,
  note text,
  before jsonb,
  after jsonb,
  request_id text not null,
  address text not null
);
create index event_of_subject on event (subject_id, at desc, id desc);
create index event_of_programme on event (programme_id, at desc, id desc);
create index event_of_person on event (person_id, at desc);
comment on table event is '审计事件';
comment on column event.programme_id is '所属试点';
comment on column event.at is '发生时间';
comment on column event.kind is '事件类型';
comment on column event.subject_kind is '对象类型';
comment on column event.subject_id is '对象编号';
comment on column event.person_id is '操作人';
comment on column event.unit_id is '操作单位';
comment on column event.duties is '操作时职责';
comment on column event.note is '意见';
comment on column event.before is '变更前';
comment on column event.after is '变更后';
create trigger event_append_only before update or delete on event for each row execute function refuse_change();

create table unsealed_event (event_id uuid primary key);
comment on table unsealed_event is '尚未加封的事件';

create function await_seal() returns trigger language plpgsql as $$
begin
  insert into unsealed_event values (new.id);
  return null;
end $$;
create trigger event_awaits_seal after insert on event for each row execute function await_seal();

create table seal (
  number bigint primary key,
  at timestamptz not null,
  event_count integer not null,
  previous text not null,
  digest text not null
);
comment on table seal is '审计封条:一批事件的摘要,首尾相连';
create trigger seal_append_only before update or delete on seal for each row execute function refuse_change();

create table sealed_event (
  event_id uuid primary key references event (id),
  seal_number bigint not null references seal (number),
  position integer not null,
  digest text not null
);
create unique index sealed_event_place on sealed_event (seal_number, position);
comment on table sealed_event is '事件在封条中的位置与摘要';
create trigger sealed_event_append_only before update or delete on sealed_event for each row execute function refuse_change();
