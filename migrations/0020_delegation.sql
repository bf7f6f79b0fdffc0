-- Standing in for somebody on leave, handing duties over, and events that say for whom they were done.
create table delegation (
  id uuid primary key,
  from_person_id uuid not null references person (id),
  to_person_id uuid not null references person (id),
  unit_id uuid not null references unit (id),
  duty text not null,
  from_on date not null,
  until_on date not null,
  since_at timestamptz not null,
  until_at timestamptz not null,
  reason text,
  made_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references person (id),
  version integer not null default 1,
  changed_at timestamptz not null
);
create index delegation_received on delegation (to_person_id, until_at);
create index delegation_given on delegation (from_person_id, until_at);
create index delegation_of_unit on delegation (unit_id, until_at);
comment on table delegation is '请假委托:某人在某单位的职责在一段日期内由他人代办';
comment on column delegation.id is '编号';
comment on column delegation.from_person_id is '委托人';
comment on column delegation.to_person_id is '代办人';
comment on column delegation.unit_id is '职责所在单位';
comment on column delegation.duty is '职责';
comment on column delegation.from_on is '起始日期';
comment on column delegation.until_on is '截止日期';
comment on column delegation.since_at is '生效时间';
comment on column delegation.until_at is '失效时间(到期或收回)';
comment on column delegation.reason is '事由';
comment on column delegation.made_at is '登记时间';
comment on column delegation.revoked_at is '收回时间';
comment on column delegation.revoked_by is '收回人';
comment on column delegation.version is '版本';
comment on column delegation.changed_at is '最近变更时间';

create table handover (
  id uuid primary key,
  from_person_id uuid not null references person (id),
  to_person_id uuid not null references person (id),
  state text not null,
  note text not null,
  proposed_by uuid not null references person (id),
  proposed_at timestamptz not null,
  decided_by uuid references person (id),
  decided_at timestamptz,
  decision_note text,
  version integer not null default 1,
  changed_at timestamptz not null
);
create index handover_waiting on handover (proposed_at, id) where state = 'proposed';
create index handover_of_person on handover (from_person_id, proposed_at desc);
create unique index handover_one_waiting on handover (from_person_id) where state = 'proposed';
comment on table handover is '工作交接:某人的职责整体交给同单位另一人';
comment on column handover.id is '编号';
comment on column handover.from_person_id is '移交人';
comment on column handover.to_person_id is '接收人';
comment on column handover.state is '状态';
comment on column handover.note is '事由';
comment on column handover.proposed_by is '提出人';
comment on column handover.proposed_at is '提出时间';
comment on column handover.decided_by is '办理人';
comment on column handover.decided_at is '办理时间';
comment on column handover.decision_note is '办理意见';
comment on column handover.version is '版本';
comment on column handover.changed_at is '最近变更时间';

alter table event add column acts_for jsonb;
comment on column event.acts_for is '代谁办理:委托人、职责、单位;空为本人办理';

-- As before, and for whom the person stands in; tokens act for their own person alone, because nobody stands behind them.
drop function who_acts(text, text, uuid, timestamptz, timestamptz, timestamptz);
create function who_acts(
  key_kind text,
  key_digest text,
  acting_person uuid,
  at_instant timestamptz,
  idle_before timestamptz,
  seen_before timestamptz,
  out key_id text,
  out person_id uuid,
  out name text,
  out unit_id uuid,
  out must_change boolean,
  out unseen boolean,
  out duties text[],
  out unit_ids uuid[],
  out stands_for jsonb,
  out same_as uuid[])
language plpgsql stable
set plan_cache_mode = force_generic_plan
set enable_seqscan = off as $$
#variable_conflict use_variable
declare
  frontier uuid[];
  lent_duties text[];
  lent_units uuid[];
begin
  if key_kind = 'session' then
    select s.digest, s.person_id, s.seen_at < seen_before into key_id, person_id, unseen
    from session s
    where s.digest = key_digest and s.ends_at > at_instant and s.seen_at > idle_before;
  elsif key_kind = 'token' then
    select t.id::text, t.person_id, coalesce(t.seen_at < seen_before, true) into key_id, person_id, unseen
    from access_token t
    where t.digest = key_digest and t.ends_at > at_instant and t.revoked_at is null;
  else
    key_id := 'program';
    person_id := acting_person;
    unseen := false;
  end if;
  if person_id is null then return; end if;

  select p.name, p.unit_id, a.must_change into name, unit_id, must_change
  from person p join account a on a.person_id = p.id
  where p.id = who_acts.person_id and p.active and not a.disabled;
  if unit_id is null then
    person_id := null;
    return;
  end if;

  select array_agg(distinct d.duty), array_agg(d.unit_id) into duties, unit_ids
  from duty d where d.person_id = who_acts.person_id and d.until_at = 'infinity';

  if at_instant is not null then
    select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.name, 'unitId', g.unit_id, 'duty', g.duty,
        'untilOn', g.until_on) order by g.since_at, g.id), array_agg(g.duty), array_agg(g.unit_id)
      into stands_for, lent_duties, lent_units
    from delegation g
    join person p on p.id = g.from_person_id and p.active
    join duty d on d.person_id = g.from_person_id and d.unit_id = g.unit_id and d.duty = g.duty
      and d.until_at = 'infinity'
    where g.to_person_id = who_acts.person_id and g.since_at <= at_instant and g.until_at > at_instant;
    same_as := array(
      select g.from_person_id from delegation g
      where g.to_person_id = who_acts.person_id and g.since_at <= at_instant and g.until_at > at_instant
      union
      select g.to_person_id from delegation g
      where g.from_person_id = who_acts.person_id and g.since_at <= at_instant and g.until_at > at_instant);
  end if;
  if key_kind = 'token' or stands_for is null then
    stands_for := '[]';
  else
    duties := array(select distinct unnest(coalesce(duties, '{}') || lent_duties));
    unit_ids := coalesce(unit_ids, '{}') || lent_units;
  end if;
  duties := coalesce(duties, '{}');
  same_as := coalesce(same_as, '{}');

  -- The own unit and those where a duty is held, everything below them, and whatever those took over, however long ago.
  unit_ids := array(select distinct unnest(coalesce(unit_ids, '{}') || unit_id));
  frontier := unit_ids;
  while cardinality(frontier) > 0 loop
    frontier := array(
      select u.id from unit u where u.parent_id = any (frontier) and u.id <> all (unit_ids)
      union
      select s.from_unit_id from unit_succession s
      where s.to_unit_id = any (frontier) and s.from_unit_id <> all (unit_ids));
    unit_ids := unit_ids || frontier;
  end loop;
end $$;
comment on function who_acts is '凭会话或令牌识别操作人:职责、所代表的单位、代谁办理';
