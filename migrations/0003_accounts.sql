-- Sign-in: accounts, sessions and tokens. Secrets are stored as digests only.
create table account (
  person_id uuid primary key references person (id),
  username text not null,
  password_hash text,
  must_change boolean not null default false,
  failed_count integer not null default 0,
  locked_until timestamptz,
  disabled boolean not null default false,
  password_set_at timestamptz,
  version integer not null default 1,
  changed_at timestamptz not null
);
create unique index account_username on account (lower(username));
comment on table account is '账户';
comment on column account.locked_until is '锁定至';

create table session (
  digest text primary key,
  person_id uuid not null references person (id),
  made_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  address text not null,
  agent text not null default ''
);
create index session_of_person on session (person_id);
create index session_ends on session (ends_at);
comment on table session is '会话';

create table access_token (
  id uuid primary key,
  digest text not null unique,
  person_id uuid not null references person (id),
  title text not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  seen_at timestamptz,
  revoked_at timestamptz
);
create index access_token_of_person on access_token (person_id);
comment on table access_token is '程序访问令牌';
