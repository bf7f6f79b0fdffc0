-- Notices: what people are told, who has read it, where it goes besides (mail, webhooks, robots), and the calendar feeds.
create table notice (
  programme_id uuid not null references programme (id),
  id uuid not null,
  key text not null,
  topic text not null,
  subject_kind text not null,
  subject_id uuid not null,
  title_zh text not null,
  title_en text not null,
  href text not null,
  due_on date,
  urgent boolean not null default false,
  made_at timestamptz not null,
  primary key (programme_id, id)
);
create unique index notice_key on notice (programme_id, key);
create index notice_old on notice (made_at);
comment on table notice is '通知';
comment on column notice.programme_id is '所属试点';
comment on column notice.id is '编号';
comment on column notice.key is '唯一键:同键对同一人只通知一次';
comment on column notice.topic is '主题';
comment on column notice.subject_kind is '所涉记录种类';
comment on column notice.subject_id is '所涉记录';
comment on column notice.title_zh is '内容(中文)';
comment on column notice.title_en is '内容(英文)';
comment on column notice.href is '页面地址';
comment on column notice.due_on is '时限';
comment on column notice.urgent is '紧急(不受免打扰限制)';
comment on column notice.made_at is '产生时间';

create table notice_reader (
  programme_id uuid not null,
  notice_id uuid not null,
  person_id uuid not null references person (id),
  made_at timestamptz not null,
  read_at timestamptz,
  primary key (programme_id, notice_id, person_id),
  foreign key (programme_id, notice_id) references notice (programme_id, id) on delete cascade
);
create index notice_reader_list on notice_reader (person_id, made_at desc, notice_id desc);
create index notice_reader_unread on notice_reader (person_id) where read_at is null;
comment on table notice_reader is '通知的接收人';
comment on column notice_reader.programme_id is '所属试点';
comment on column notice_reader.notice_id is '通知';
comment on column notice_reader.person_id is '接收人';
comment on column notice_reader.made_at is '产生时间';
comment on column notice_reader.read_at is '阅读时间(空为未读)';

create table notice_preference (
  person_id uuid primary key references person (id),
  language text not null,
  mail jsonb not null,
  quiet jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null
);
comment on table notice_preference is '个人的通知选择';
comment on column notice_preference.person_id is '人员';
comment on column notice_preference.language is '邮件语言';
comment on column notice_preference.mail is '各主题的邮件方式:即时、每日、每周、不发';
comment on column notice_preference.quiet is '免打扰时段';
comment on column notice_preference.version is '版本号(乐观锁)';
comment on column notice_preference.changed_at is '变更时间';

create table notice_address (
  person_id uuid primary key references person (id),
  address text not null,
  verified_at timestamptz,
  code_digest text,
  code_until timestamptz,
  wrong_tries integer not null default 0,
  changed_at timestamptz not null
);
comment on table notice_address is '个人邮箱(凭验证码确认)';
comment on column notice_address.person_id is '人员';
comment on column notice_address.address is '邮箱地址';
comment on column notice_address.verified_at is '确认时间(空为未确认)';
comment on column notice_address.code_digest is '验证码摘要';
comment on column notice_address.code_until is '验证码有效期';
comment on column notice_address.wrong_tries is '输错次数';
comment on column notice_address.changed_at is '变更时间';

create table unit_mailbox (
  programme_id uuid not null references programme (id),
  unit_id uuid not null references unit (id),
  address text,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (programme_id, unit_id)
);
comment on table unit_mailbox is '单位公共邮箱';
comment on column unit_mailbox.programme_id is '所属试点';
comment on column unit_mailbox.unit_id is '单位';
comment on column unit_mailbox.address is '邮箱地址(空为已撤销)';
comment on column unit_mailbox.version is '版本号(乐观锁)';
comment on column unit_mailbox.changed_at is '变更时间';
comment on column unit_mailbox.changed_by is '变更人';

create table webhook (
  programme_id uuid not null references programme (id),
  id uuid not null,
  title text not null,
  kind text not null,
  url text not null,
  secret text not null,
  topics text[] not null,
  state text not null,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (programme_id, id)
);
comment on table webhook is '推送地址(系统接口与群机器人)';
comment on column webhook.programme_id is '所属试点';
comment on column webhook.id is '编号';
comment on column webhook.title is '名称';
comment on column webhook.kind is '种类:签名接口、企业微信、钉钉、飞书';
comment on column webhook.url is '地址(可能含密钥,不写日志)';
comment on column webhook.secret is '签名密钥(不写日志)';
comment on column webhook.topics is '推送的主题(空为全部)';
comment on column webhook.state is '状态:启用、暂停、已删除';
comment on column webhook.version is '版本号(乐观锁)';
comment on column webhook.made_at is '创建时间';
comment on column webhook.changed_at is '变更时间';
comment on column webhook.changed_by is '变更人';

create table delivery (
  programme_id uuid not null references programme (id),
  id uuid not null,
  channel text not null,
  recipient text not null,
  batch text not null,
  person_id uuid references person (id),
  unit_id uuid references unit (id),
  webhook_id uuid,
  state text not null,
  send_at timestamptz not null,
  tries integer not null default 0,
  made_at timestamptz not null,
  sent_at timestamptz,
  primary key (programme_id, id)
);
create unique index delivery_batch on delivery (programme_id, recipient, batch);
create index delivery_list on delivery (programme_id, made_at desc, id desc);
create index delivery_in_state on delivery (programme_id, state, made_at desc, id desc);
create index delivery_old on delivery (made_at);
comment on table delivery is '送出:一封邮件或一次推送';
comment on column delivery.programme_id is '所属试点';
comment on column delivery.id is '编号(即邮件与推送的去重编号)';
comment on column delivery.channel is '渠道:个人邮箱、单位邮箱、推送地址';
comment on column delivery.recipient is '接收方:渠道与编号';
comment on column delivery.batch is '批次:同一接收方同批合并为一次';
comment on column delivery.person_id is '接收人';
comment on column delivery.unit_id is '接收单位';
comment on column delivery.webhook_id is '推送地址';
comment on column delivery.state is '状态:待送、送出中、已送、失败、不明、作废';
comment on column delivery.send_at is '约定送出时间';
comment on column delivery.tries is '已尝试次数';
comment on column delivery.made_at is '产生时间';
comment on column delivery.sent_at is '送出时间';

create table delivery_notice (
  programme_id uuid not null,
  delivery_id uuid not null,
  notice_id uuid not null,
  primary key (programme_id, delivery_id, notice_id),
  foreign key (programme_id, delivery_id) references delivery (programme_id, id) on delete cascade,
  foreign key (programme_id, notice_id) references notice (programme_id, id) on delete cascade
);
create index delivery_of_notice on delivery_notice (programme_id, notice_id);
comment on table delivery_notice is '一次送出所含的通知';
comment on column delivery_notice.programme_id is '所属试点';
comment on column delivery_notice.delivery_id is '送出';
comment on column delivery_notice.notice_id is '通知';

create table delivery_try (
  programme_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  at timestamptz not null,
  outcome text not null,
  zh text not null,
  en text not null,
  primary key (programme_id, delivery_id, number),
  foreign key (programme_id, delivery_id) references delivery (programme_id, id) on delete cascade
);
comment on table delivery_try is '送出的历次尝试';
comment on column delivery_try.programme_id is '所属试点';
comment on column delivery_try.delivery_id is '送出';
comment on column delivery_try.number is '第几次';
comment on column delivery_try.at is '时间';
comment on column delivery_try.outcome is '结果';
comment on column delivery_try.zh is '说明(中文)';
comment on column delivery_try.en is '说明(英文)';

create table calendar_feed (
  id uuid primary key,
  person_id uuid not null references person (id),
  title text not null,
  digest text not null,
  made_at timestamptz not null,
  read_at timestamptz,
  revoked_at timestamptz
);
create unique index calendar_feed_digest on calendar_feed (digest);
create index calendar_feed_of_person on calendar_feed (person_id, made_at desc);
comment on table calendar_feed is '日历订阅';
comment on column calendar_feed.id is '编号';
comment on column calendar_feed.person_id is '人员';
comment on column calendar_feed.title is '名称';
comment on column calendar_feed.digest is '地址密钥摘要(SHA-256)';
comment on column calendar_feed.made_at is '创建时间';
comment on column calendar_feed.read_at is '最近读取时间';
comment on column calendar_feed.revoked_at is '收回时间';
