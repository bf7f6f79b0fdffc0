// Generated from migrations/ by `npm run docs`: the rows of every table, as Kysely reads and writes them.
import type { ColumnType, Generated, Kysely } from "kysely";

/** Read as a value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;
export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>;
export type JsonOrDefault = ColumnType<unknown, string | undefined, string>;

export interface AccessTokenTable {
  id: string;
  digest: string;
  person_id: string;
  title: string;
  made_at: string;
  ends_at: string;
  seen_at: string | null;
  revoked_at: string | null;
}

export interface AccountTable {
  person_id: string;
  username: string;
  password_hash: string | null;
  must_change: Generated<boolean>;
  failed_count: Generated<number>;
  locked_until: string | null;
  disabled: Generated<boolean>;
  password_set_at: string | null;
  version: Generated<number>;
  changed_at: string;
}

export interface AgendaItemTable {
  programme_id: string;
  meeting_id: string;
  id: string;
  position: number;
  source: string;
  subject_id: string | null;
  title: Json;
  reasons: Json;
  href: string | null;
  trimmed: Generated<boolean>;
  conclusion: string | null;
}

export interface BulkRowTable {
  programme_id: string;
  job_id: string;
  position: number;
  task_id: string;
  version: number;
  outcome: string | null;
  code: string | null;
  why_zh: string | null;
  why_en: string | null;
}

export interface CalendarFeedTable {
  id: string;
  person_id: string;
  title: string;
  digest: string;
  made_at: string;
  read_at: string | null;
  revoked_at: string | null;
}

export interface CloseOutTable {
  programme_id: string;
  id: string;
  task_id: string;
  done: string;
  effect: string;
  evidence_count: number;
  drawn: boolean;
  asked_by: string | null;
  asked_unit_id: string | null;
  asked_at: string;
  first_by: string | null;
  first_at: string | null;
  first_note: string | null;
  second_by: string | null;
  second_at: string | null;
  second_note: string | null;
  check_how: string | null;
  check_finding: string | null;
  publish_from: string | null;
  publish_until: string | null;
  publish_where: string | null;
  publish_by: string | null;
  outcome: string | null;
  outcome_note: string | null;
  outcome_by: string | null;
  outcome_at: string | null;
  reopen_because: string | null;
  reopen_note: string | null;
  reopen_by: string | null;
  reopen_at: string | null;
  stood_for: JsonOrDefault;
}

export interface ConfidenceTable {
  programme_id: string;
  id: string;
  task_id: string;
  rater: string;
  points: number;
  reason: string;
  source: string | null;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  until_at: Generated<string>;
}

export interface DeadlineChangeTable {
  programme_id: string;
  id: string;
  task_id: string;
  from_due: string | null;
  to_due: string | null;
  milestones: JsonOrDefault;
  scope: string | null;
  reason: string;
  asked_by: string | null;
  asked_unit_id: string | null;
  asked_at: string;
  opinion: string | null;
  opinion_note: string | null;
  opinion_by: string | null;
  opinion_at: string | null;
  outcome: string | null;
  outcome_note: string | null;
  outcome_by: string | null;
  outcome_at: string | null;
  stood_for: JsonOrDefault;
}

export interface DelegationTable {
  id: string;
  from_person_id: string;
  to_person_id: string;
  unit_id: string;
  duty: string;
  from_on: string;
  until_on: string;
  since_at: string;
  until_at: string;
  reason: string | null;
  made_at: string;
  revoked_at: string | null;
  revoked_by: string | null;
  version: Generated<number>;
  changed_at: string;
}

export interface DeliveryTable {
  programme_id: string;
  id: string;
  channel: string;
  recipient: string;
  batch: string;
  person_id: string | null;
  unit_id: string | null;
  webhook_id: string | null;
  state: string;
  send_at: string;
  tries: Generated<number>;
  made_at: string;
  sent_at: string | null;
}

export interface DeliveryNoticeTable {
  programme_id: string;
  delivery_id: string;
  notice_id: string;
}

export interface DeliveryTryTable {
  programme_id: string;
  delivery_id: string;
  number: number;
  at: string;
  outcome: string;
  zh: string;
  en: string;
}

export interface DutyTable {
  person_id: string;
  unit_id: string;
  duty: string;
  since_at: string;
  until_at: Generated<string>;
}

export interface EventTable {
  id: string;
  programme_id: string | null;
  at: string;
  kind: string;
  subject_kind: string;
  subject_id: string;
  subject_version: number | null;
  person_id: string | null;
  person_name: string;
  unit_id: string | null;
  duties: string[];
  note: string | null;
  before: JsonOrNull;
  after: JsonOrNull;
  request_id: string;
  address: string;
  acts_for: JsonOrNull;
}

export interface EvidenceTable {
  programme_id: string;
  id: string;
  subject_kind: string;
  subject_id: string;
  form: string;
  title: string;
  state: string;
  valid_until: string | null;
  edition: number;
  unit_id: string;
  end_note: string | null;
  version: Generated<number>;
  made_at: string;
  made_by: string;
  changed_at: string;
  changed_by: string | null;
}

export interface EvidenceEditionTable {
  programme_id: string;
  evidence_id: string;
  number: number;
  name: string | null;
  media_type: string | null;
  size_bytes: number | null;
  digest: string | null;
  address: string | null;
  read_part: string;
  declared: string | null;
  virus: string;
  virus_name: string | null;
  virus_at: string | null;
  remark: string | null;
  remark_note: string | null;
  remarked_at: string | null;
  remarked_by: string | null;
  unit_id: string;
  uploaded_at: string;
  uploaded_by: string;
}

export interface EvidenceHistoryTable {
  programme_id: string;
  id: string;
  subject_kind: string;
  subject_id: string;
  form: string;
  title: string;
  state: string;
  valid_until: string | null;
  edition: number;
  unit_id: string;
  end_note: string | null;
  version: number;
  made_at: string;
  made_by: string;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface GroupMemberTable {
  programme_id: string;
  group_id: string;
  unit_id: string;
  since_at: string;
  until_at: Generated<string>;
}

export interface HandoverTable {
  id: string;
  from_person_id: string;
  to_person_id: string;
  state: string;
  note: string;
  proposed_by: string;
  proposed_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  version: Generated<number>;
  changed_at: string;
}

export interface IdempotencyKeyTable {
  owner: string;
  key: string;
  operation: string;
  digest: string;
  reply: Uint8Array | null;
  made_at: string;
}

export interface JobTable {
  id: string;
  programme_id: string | null;
  kind: string;
  key: string;
  input: Json;
  state: string;
  shown: boolean;
  run_at: string;
  tries: Generated<number>;
  owner: string | null;
  lease_until: string | null;
  cancel_asked_at: string | null;
  done: Generated<number>;
  total: number | null;
  word_zh: string | null;
  word_en: string | null;
  mark: JsonOrNull;
  fault: JsonOrNull;
  person_id: string | null;
  made_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export interface JobResultTable {
  job_id: string;
  name: string;
  media_type: string;
  content: Uint8Array;
  kept_until: string;
}

export interface LightOverrideTable {
  programme_id: string;
  id: string;
  task_id: string;
  light: string;
  from_light: string;
  reason: string;
  until_on: string;
  state: string;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface LightOverrideHistoryTable {
  programme_id: string;
  id: string;
  task_id: string;
  light: string;
  from_light: string;
  reason: string;
  until_on: string;
  state: string;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface LightRuleTable {
  programme_id: string;
  id: string;
  ordinal: number;
  name: string;
  from_day: string;
  yellow_gap: number;
  red_gap: number;
  red_overdue_days: number;
  yellow_missed: number;
  red_missed: number;
  holds: boolean;
  reason: string;
  state: string;
  made_by: string;
  made_at: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface LightRuleHistoryTable {
  programme_id: string;
  id: string;
  ordinal: number;
  name: string;
  from_day: string;
  yellow_gap: number;
  red_gap: number;
  red_overdue_days: number;
  yellow_missed: number;
  red_missed: number;
  holds: boolean;
  reason: string;
  state: string;
  made_by: string;
  made_at: string;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface MatterTable {
  programme_id: string;
  id: string;
  number: number;
  origin_kind: string;
  origin_id: string | null;
  what: string;
  from_unit_id: string;
  to_unit_id: string;
  due_on: string | null;
  first_due_on: string | null;
  state: string;
  answer: string | null;
  answered_by: string | null;
  asked_by: string | null;
  asked_at: string;
  state_since: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface MatterHistoryTable {
  programme_id: string;
  id: string;
  number: number;
  origin_kind: string;
  origin_id: string | null;
  what: string;
  from_unit_id: string;
  to_unit_id: string;
  due_on: string | null;
  first_due_on: string | null;
  state: string;
  answer: string | null;
  answered_by: string | null;
  asked_by: string | null;
  asked_at: string;
  state_since: string;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface MatterReferralTable {
  programme_id: string;
  matter_id: string;
  position: number;
  from_unit_id: string;
  to_unit_id: string;
  why: string;
  at: string;
  person_id: string | null;
}

export interface MatterTaskTable {
  programme_id: string;
  matter_id: string;
  task_id: string;
}

export interface MaturityClaimTable {
  programme_id: string;
  id: string;
  task_id: string;
  step: number;
  facts: Json;
  in_force_on: string | null;
  state: string;
  note: string | null;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface MaturityClaimHistoryTable {
  programme_id: string;
  id: string;
  task_id: string;
  step: number;
  facts: Json;
  in_force_on: string | null;
  state: string;
  note: string | null;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface MeetingTable {
  programme_id: string;
  id: string;
  number: number;
  kind: string;
  title: string;
  host_unit_id: string;
  held_on: string;
  begins_at: string | null;
  place: string;
  chair: string;
  scope: Json;
  state: string;
  agenda_as_of: string | null;
  summary: string | null;
  state_since: string;
  made_at: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface MeetingDecisionTable {
  programme_id: string;
  meeting_id: string;
  matter_id: string;
  item_id: string | null;
}

export interface MeetingHistoryTable {
  programme_id: string;
  id: string;
  number: number;
  kind: string;
  title: string;
  host_unit_id: string;
  held_on: string;
  begins_at: string | null;
  place: string;
  chair: string;
  scope: Json;
  state: string;
  agenda_as_of: string | null;
  summary: string | null;
  state_since: string;
  made_at: string;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface MeetingUnitTable {
  programme_id: string;
  meeting_id: string;
  unit_id: string;
  position: number;
  attended: boolean | null;
}

export interface MilestoneTable {
  programme_id: string;
  id: string;
  task_id: string;
  title: string;
  due_on: string;
  weight: Generated<number>;
  reached_on: string | null;
  dropped: Generated<boolean>;
  version: Generated<number>;
  changed_at: string;
}

export interface MilestoneHistoryTable {
  programme_id: string;
  id: string;
  task_id: string;
  title: string;
  due_on: string;
  weight: number;
  reached_on: string | null;
  dropped: boolean;
  version: number;
  changed_at: string;
  valid_from: string;
  valid_to: string;
}

export interface MinistryEntryTable {
  programme_id: string;
  id: string;
  number: number;
  ministry: string;
  kind: string;
  what: string;
  clause: string | null;
  lead_unit_id: string;
  department: string | null;
  contact: string | null;
  state: string;
  outcome: string | null;
  reply_number: string | null;
  reply_on: string | null;
  reply: string | null;
  follow_up_on: string | null;
  state_since: string;
  made_at: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface MinistryEntryHistoryTable {
  programme_id: string;
  id: string;
  number: number;
  ministry: string;
  kind: string;
  what: string;
  clause: string | null;
  lead_unit_id: string;
  department: string | null;
  contact: string | null;
  state: string;
  outcome: string | null;
  reply_number: string | null;
  reply_on: string | null;
  reply: string | null;
  follow_up_on: string | null;
  state_since: string;
  made_at: string;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface MinistryLetterTable {
  programme_id: string;
  entry_id: string;
  id: string;
  document_number: string;
  sent_on: string;
  about: string;
  recorded_at: string;
  recorded_by: string | null;
}

export interface MinistryTaskTable {
  programme_id: string;
  entry_id: string;
  task_id: string;
  since_at: string;
  until_at: Generated<string>;
}

export interface NoticeTable {
  programme_id: string;
  id: string;
  key: string;
  topic: string;
  subject_kind: string;
  subject_id: string;
  title_zh: string;
  title_en: string;
  href: string;
  due_on: string | null;
  urgent: Generated<boolean>;
  made_at: string;
}

export interface NoticeAddressTable {
  person_id: string;
  address: string;
  verified_at: string | null;
  code_digest: string | null;
  code_until: string | null;
  wrong_tries: Generated<number>;
  changed_at: string;
}

export interface NoticePreferenceTable {
  person_id: string;
  language: string;
  mail: Json;
  quiet: Json;
  version: Generated<number>;
  changed_at: string;
}

export interface NoticeReaderTable {
  programme_id: string;
  notice_id: string;
  person_id: string;
  made_at: string;
  read_at: string | null;
}

export interface OrderFeedbackTable {
  programme_id: string;
  order_id: string;
  round: number;
  process: string;
  situation: string;
  next_step: string;
  person_id: string;
  unit_id: string;
  at: string;
  verdict: string | null;
  remark: string | null;
  reviewer_id: string | null;
  reviewed_at: string | null;
}

export interface OrderNumberTable {
  programme_id: string;
  year: number;
  last: number;
}

export interface OrderReasonTable {
  programme_id: string;
  order_id: string;
  position: number;
  task_id: string;
  code: string;
  facts: Json;
  rule: string;
  once: string;
}

export interface OrderTaskTable {
  programme_id: string;
  order_id: string;
  task_id: string;
  position: number;
}

export interface OrderUnitTable {
  programme_id: string;
  order_id: string;
  unit_id: string;
  part: string;
  position: number;
}

export interface OverviewVisitTable {
  programme_id: string;
  person_id: string;
  seen_at: string;
  before_at: string | null;
}

export interface PersonTable {
  id: string;
  unit_id: string;
  name: string;
  active: Generated<boolean>;
  demo: Generated<boolean>;
  version: Generated<number>;
  changed_at: string;
}

export interface PlanElementTable {
  programme_id: string;
  plan_version_id: string;
  id: string;
  kind: string;
  ordinal: number;
  level: Generated<number>;
  number: string | null;
  path: Generated<string[]>;
  text: string;
  range_start: number;
  range_end: number;
  content_key: string;
  facts: JsonOrDefault;
}

export interface PlanImportTable {
  id: string;
  programme_id: string | null;
  owner_unit_id: string;
  file_name: string;
  file_kind: string;
  file_digest: string;
  state: string;
  draft: Json;
  made_by: string;
  made_at: string;
  version: Generated<number>;
  changed_at: string;
}

export interface PlanVersionTable {
  programme_id: string;
  id: string;
  ordinal: number;
  title: string;
  issuer: string | null;
  document_number: string | null;
  issued_on: string | null;
  basis: Json;
  text: string;
  file_digest: string;
  confirmed_at: string;
  confirmed_by: string | null;
  findings: Json;
}

export interface PreferredViewTable {
  programme_id: string;
  person_id: string;
  list: string;
  view_id: string | null;
  changed_at: string;
}

export interface ProgrammeTable {
  id: string;
  title: string;
  short_title: string;
  issuer: string | null;
  office_unit_id: string;
  starts_on: string | null;
  ends_on: string | null;
  years: number | null;
  demo: Generated<boolean>;
  plan_version_id: string | null;
  version: Generated<number>;
  changed_at: string;
}

export interface ProgrammeUnitTable {
  programme_id: string;
  unit_id: string;
  since_at: string;
}

export interface ReminderTable {
  programme_id: string;
  id: string;
  subject_kind: string;
  subject_id: string;
  task_id: string;
  title: string;
  step: string;
  day: string;
  due_on: string | null;
  days: number;
  rule: string | null;
  handlers: Json;
  note: string | null;
  person_id: string | null;
  at: string;
}

export interface ReportRowTable {
  programme_id: string;
  id: string;
  round_id: string;
  report_id: string;
  task_id: string;
  unit_id: string;
  part: string;
  group_id: string | null;
  ordinal: number;
  own_duty: string | null;
  entry: Generated<string>;
  review: Generated<string>;
  progress: string | null;
  percent: number | null;
  percent_reason: string | null;
  problems: JsonOrDefault;
  next_step: string | null;
  next_person: string | null;
  next_due: string | null;
  confidence: number | null;
  planned_percent: number | null;
  derived_percent: number | null;
  submitted_at: string | null;
  remark: string | null;
  remarked_at: string | null;
  reviewed_by: string | null;
  answered: Generated<boolean>;
  approved: JsonOrNull;
  revised_count: Generated<number>;
  released_at: string | null;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface ReportRowHistoryTable {
  programme_id: string;
  id: string;
  round_id: string;
  report_id: string;
  task_id: string;
  unit_id: string;
  part: string;
  group_id: string | null;
  ordinal: number;
  own_duty: string | null;
  entry: string;
  review: string;
  progress: string | null;
  percent: number | null;
  percent_reason: string | null;
  problems: Json;
  next_step: string | null;
  next_person: string | null;
  next_due: string | null;
  confidence: number | null;
  planned_percent: number | null;
  derived_percent: number | null;
  submitted_at: string | null;
  remark: string | null;
  remarked_at: string | null;
  reviewed_by: string | null;
  answered: boolean;
  approved: JsonOrNull;
  revised_count: number;
  released_at: string | null;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface ReportingRoundTable {
  programme_id: string;
  id: string;
  plan_id: string | null;
  title: string;
  cycle: string;
  period: string;
  period_from: string;
  period_to: string;
  opens_on: string;
  asked_due_on: string;
  due_on: string;
  first_due_on: string;
  timely_on: string;
  parts: string[];
  filter: Json;
  instructions: string | null;
  lead_days: number;
  lead_reason: string | null;
  state: string;
  version: Generated<number>;
  opened_at: string | null;
  locked_at: string | null;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
}

export interface ReportingRoundHistoryTable {
  programme_id: string;
  id: string;
  plan_id: string | null;
  title: string;
  cycle: string;
  period: string;
  period_from: string;
  period_to: string;
  opens_on: string;
  asked_due_on: string;
  due_on: string;
  first_due_on: string;
  timely_on: string;
  parts: string[];
  filter: Json;
  instructions: string | null;
  lead_days: number;
  lead_reason: string | null;
  state: string;
  version: number;
  opened_at: string | null;
  locked_at: string | null;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface RoundPlanTable {
  programme_id: string;
  id: string;
  title: string;
  cycle: string;
  starts_on: string;
  ends_on: string | null;
  due: Json;
  open_days: number;
  timely_days: number;
  parts: string[];
  filter: Json;
  instructions: string | null;
  lead_reason: string | null;
  state: string;
  version: Generated<number>;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
}

export interface RoundPlanHistoryTable {
  programme_id: string;
  id: string;
  title: string;
  cycle: string;
  starts_on: string;
  ends_on: string | null;
  due: Json;
  open_days: number;
  timely_days: number;
  parts: string[];
  filter: Json;
  instructions: string | null;
  lead_reason: string | null;
  state: string;
  version: number;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface SavedViewTable {
  programme_id: string;
  id: string;
  list: string;
  maker_id: string;
  title: string;
  sort_key: string;
  query: Json;
  state: string;
  version: Generated<number>;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
}

export interface SavedViewHistoryTable {
  programme_id: string;
  id: string;
  list: string;
  maker_id: string;
  title: string;
  sort_key: string;
  query: Json;
  state: string;
  version: number;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface SealTable {
  number: number;
  at: string;
  event_count: number;
  previous: string;
  digest: string;
}

export interface SealedEventTable {
  event_id: string;
  seal_number: number;
  position: number;
  digest: string;
}

export interface SearchBuildTable {
  kind: string;
  version: number;
  after_programme: string | null;
  after_id: string | null;
  done: boolean;
}

export interface SearchEntryTable {
  programme_id: string;
  kind: string;
  id: string;
  names: string;
  body: string;
  sort_key: string;
  digest: string;
  words: string;
}

export interface SentenceLinkTable {
  programme_id: string;
  content_key: string;
  target_kind: string;
  target_id: string;
  note: string | null;
  made_at: string;
  made_by: string | null;
  until_at: Generated<string>;
}

export interface SessionTable {
  digest: string;
  person_id: string;
  made_at: string;
  seen_at: string;
  ends_at: string;
  address: string;
  agent: Generated<string>;
}

export interface StoredFileTable {
  digest: string;
  media_type: string;
  size_bytes: number;
  content: Uint8Array;
  stored_at: string;
}

export interface SupervisionOrderTable {
  programme_id: string;
  id: string;
  grade: string;
  state: string;
  origin: string;
  number_year: number | null;
  number_in_year: number | null;
  number: string | null;
  source: string;
  matter: string;
  reason: string | null;
  requirement: string;
  important: Generated<boolean>;
  limit_days: number;
  due_on: string | null;
  predecessor_id: string | null;
  issuer_id: string | null;
  issued_at: string | null;
  signer_id: string | null;
  signed_at: string | null;
  closed_at: string | null;
  made_at: string;
  made_by: string | null;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface SupervisionOrderHistoryTable {
  programme_id: string;
  id: string;
  grade: string;
  state: string;
  origin: string;
  number_year: number | null;
  number_in_year: number | null;
  number: string | null;
  source: string;
  matter: string;
  reason: string | null;
  requirement: string;
  important: boolean;
  limit_days: number;
  due_on: string | null;
  predecessor_id: string | null;
  issuer_id: string | null;
  issued_at: string | null;
  signer_id: string | null;
  signed_at: string | null;
  closed_at: string | null;
  made_at: string;
  made_by: string | null;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface SupervisionSettingTable {
  programme_id: string;
  id: string;
  urge_every: number;
  issues_itself: boolean;
  number_prefix: string;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface SupervisionSettingHistoryTable {
  programme_id: string;
  id: string;
  urge_every: number;
  issues_itself: boolean;
  number_prefix: string;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface TaskTable {
  programme_id: string;
  id: string;
  plan_version_id: string | null;
  ordinal: number;
  number: string | null;
  path: Generated<string[]>;
  text: string;
  short_title: string;
  content_key: string;
  range_start: number | null;
  range_end: number | null;
  group_id: string | null;
  state: string;
  light: string;
  light_because: Json;
  maturity: Generated<number>;
  needs_national: Generated<boolean>;
  annual_goal: string | null;
  expected_outcome: string | null;
  leader: string | null;
  contact: string | null;
  starts_on: string | null;
  due_text: string | null;
  due_on: string | null;
  first_due_on: string | null;
  planned_percent: number | null;
  progress_percent: Generated<number>;
  is_public: Generated<boolean>;
  version: Generated<number>;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
  in_force_on: string | null;
  kind: Generated<string>;
  parent_id: string | null;
  depth: Generated<number>;
  weight: Generated<number>;
  state_since: Generated<string>;
  review_on: string | null;
  suspended_because: string | null;
  due_changes: Generated<number>;
}

export interface TaskHistoryTable {
  programme_id: string;
  id: string;
  plan_version_id: string | null;
  ordinal: number;
  number: string | null;
  path: string[];
  text: string;
  short_title: string;
  content_key: string;
  range_start: number | null;
  range_end: number | null;
  group_id: string | null;
  state: string;
  light: string;
  light_because: Json;
  maturity: number;
  needs_national: boolean;
  annual_goal: string | null;
  expected_outcome: string | null;
  leader: string | null;
  contact: string | null;
  starts_on: string | null;
  due_text: string | null;
  due_on: string | null;
  first_due_on: string | null;
  planned_percent: number | null;
  progress_percent: number;
  is_public: boolean;
  version: number;
  made_at: string;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
  in_force_on: string | null;
  kind: Generated<string>;
  parent_id: string | null;
  depth: Generated<number>;
  weight: Generated<number>;
  state_since: Generated<string>;
  review_on: string | null;
  suspended_because: string | null;
  due_changes: Generated<number>;
}

export interface TaskMonthTable {
  programme_id: string;
  ends_at: string;
  sums: Json;
}

export interface TaskUnitTable {
  programme_id: string;
  task_id: string;
  unit_id: string;
  part: string;
  position: number;
  own_duty: string | null;
  implied: Generated<boolean>;
  since_at: string;
  until_at: Generated<string>;
}

export interface UnitTable {
  id: string;
  parent_id: string | null;
  programme_id: string | null;
  kind: string;
  name: string;
  short_name: string;
  code: string | null;
  ordinal: Generated<number>;
  sort_key: string;
  started_on: string | null;
  ended_on: string | null;
  successor_id: string | null;
  known: Generated<boolean>;
  demo: Generated<boolean>;
  version: Generated<number>;
  changed_at: string;
}

export interface UnitMailboxTable {
  programme_id: string;
  unit_id: string;
  address: string | null;
  version: Generated<number>;
  changed_at: string;
  changed_by: string;
}

export interface UnitNameTable {
  unit_id: string;
  name: string;
  kind: string;
  from_on: string | null;
  until_on: string | null;
}

export interface UnitReportTable {
  programme_id: string;
  id: string;
  round_id: string;
  unit_id: string;
  state: string;
  settled_as: string | null;
  submitted_on: string | null;
  submitted_at: string | null;
  submitted_by: string | null;
  last_submitted_at: string | null;
  accepted_at: string | null;
  remark: string | null;
  returned_count: Generated<number>;
  revised_count: Generated<number>;
  unlock_asked_at: string | null;
  unlock_asked_why: string | null;
  unlocked_until: string | null;
  unlock_reason: string | null;
  version: Generated<number>;
  changed_at: string;
  changed_by: string | null;
}

export interface UnitReportHistoryTable {
  programme_id: string;
  id: string;
  round_id: string;
  unit_id: string;
  state: string;
  settled_as: string | null;
  submitted_on: string | null;
  submitted_at: string | null;
  submitted_by: string | null;
  last_submitted_at: string | null;
  accepted_at: string | null;
  remark: string | null;
  returned_count: number;
  revised_count: number;
  unlock_asked_at: string | null;
  unlock_asked_why: string | null;
  unlocked_until: string | null;
  unlock_reason: string | null;
  version: number;
  changed_at: string;
  changed_by: string | null;
  valid_from: string;
  valid_to: string;
}

export interface UnitSuccessionTable {
  from_unit_id: string;
  to_unit_id: string;
  kind: string;
  on_day: string;
  note: string | null;
}

export interface UnsealedEventTable {
  event_id: string;
}

export interface WebhookTable {
  programme_id: string;
  id: string;
  title: string;
  kind: string;
  url: string;
  secret: string;
  topics: string[];
  state: string;
  version: Generated<number>;
  made_at: string;
  changed_at: string;
  changed_by: string;
}

export interface WorkbookImportTable {
  programme_id: string;
  id: string;
  file_name: string;
  mapping: JsonOrNull;
  content: Uint8Array;
  made_by: string;
  made_at: string;
}

export interface WorkbookMappingTable {
  programme_id: string;
  signature: string;
  mapping: Json;
  changed_at: string;
  changed_by: string;
}

export interface Tables {
  access_token: AccessTokenTable;
  account: AccountTable;
  agenda_item: AgendaItemTable;
  bulk_row: BulkRowTable;
  calendar_feed: CalendarFeedTable;
  close_out: CloseOutTable;
  confidence: ConfidenceTable;
  deadline_change: DeadlineChangeTable;
  delegation: DelegationTable;
  delivery: DeliveryTable;
  delivery_notice: DeliveryNoticeTable;
  delivery_try: DeliveryTryTable;
  duty: DutyTable;
  event: EventTable;
  evidence: EvidenceTable;
  evidence_edition: EvidenceEditionTable;
  evidence_history: EvidenceHistoryTable;
  group_member: GroupMemberTable;
  handover: HandoverTable;
  idempotency_key: IdempotencyKeyTable;
  job: JobTable;
  job_result: JobResultTable;
  light_override: LightOverrideTable;
  light_override_history: LightOverrideHistoryTable;
  light_rule: LightRuleTable;
  light_rule_history: LightRuleHistoryTable;
  matter: MatterTable;
  matter_history: MatterHistoryTable;
  matter_referral: MatterReferralTable;
  matter_task: MatterTaskTable;
  maturity_claim: MaturityClaimTable;
  maturity_claim_history: MaturityClaimHistoryTable;
  meeting: MeetingTable;
  meeting_decision: MeetingDecisionTable;
  meeting_history: MeetingHistoryTable;
  meeting_unit: MeetingUnitTable;
  milestone: MilestoneTable;
  milestone_history: MilestoneHistoryTable;
  ministry_entry: MinistryEntryTable;
  ministry_entry_history: MinistryEntryHistoryTable;
  ministry_letter: MinistryLetterTable;
  ministry_task: MinistryTaskTable;
  notice: NoticeTable;
  notice_address: NoticeAddressTable;
  notice_preference: NoticePreferenceTable;
  notice_reader: NoticeReaderTable;
  order_feedback: OrderFeedbackTable;
  order_number: OrderNumberTable;
  order_reason: OrderReasonTable;
  order_task: OrderTaskTable;
  order_unit: OrderUnitTable;
  overview_visit: OverviewVisitTable;
  person: PersonTable;
  plan_element: PlanElementTable;
  plan_import: PlanImportTable;
  plan_version: PlanVersionTable;
  preferred_view: PreferredViewTable;
  programme: ProgrammeTable;
  programme_unit: ProgrammeUnitTable;
  reminder: ReminderTable;
  report_row: ReportRowTable;
  report_row_history: ReportRowHistoryTable;
  reporting_round: ReportingRoundTable;
  reporting_round_history: ReportingRoundHistoryTable;
  round_plan: RoundPlanTable;
  round_plan_history: RoundPlanHistoryTable;
  saved_view: SavedViewTable;
  saved_view_history: SavedViewHistoryTable;
  seal: SealTable;
  sealed_event: SealedEventTable;
  search_build: SearchBuildTable;
  search_entry: SearchEntryTable;
  sentence_link: SentenceLinkTable;
  session: SessionTable;
  stored_file: StoredFileTable;
  supervision_order: SupervisionOrderTable;
  supervision_order_history: SupervisionOrderHistoryTable;
  supervision_setting: SupervisionSettingTable;
  supervision_setting_history: SupervisionSettingHistoryTable;
  task: TaskTable;
  task_history: TaskHistoryTable;
  task_month: TaskMonthTable;
  task_unit: TaskUnitTable;
  unit: UnitTable;
  unit_mailbox: UnitMailboxTable;
  unit_name: UnitNameTable;
  unit_report: UnitReportTable;
  unit_report_history: UnitReportHistoryTable;
  unit_succession: UnitSuccessionTable;
  unsealed_event: UnsealedEventTable;
  webhook: WebhookTable;
  workbook_import: WorkbookImportTable;
  workbook_mapping: WorkbookMappingTable;
}

/** A connection or an open transaction: always the first argument. */
export type Db = Kysely<Tables>;
