// Words of evidence 佐证材料: files and links that show what a record says (domain reference 1.6 and 11, item 4).
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { ProgrammeId } from "../pilot/model.ts";

export const terms = defineLabels({
  evidence: { zh: "佐证材料", en: "Evidence", means: "证明一项记录的文件或链接；没有时明示“无佐证”，不按零计" },
  noEvidence: { zh: "无佐证", en: "No evidence", means: "没有现行有效的佐证材料" },
  edition: { zh: "版次", en: "Edition", means: "同一份佐证材料的先后文件；新版替换旧版，旧版仍可查看" },
  digest: { zh: "摘要值", en: "Digest", means: "文件内容的 SHA-256 值，下载时核对" },
});

export const evidenceForms = defineLabels({
  file: { zh: "文件", en: "File" },
  link: { zh: "链接", en: "Link" },
});
export type EvidenceForm = keyof typeof evidenceForms;

export const evidenceStates = defineLabels({
  open: { zh: "待核", en: "To be reviewed" },
  accepted: { zh: "认可", en: "Accepted" },
  queried: { zh: "存疑", en: "Queried" },
  rejected: { zh: "不予认可", en: "Rejected" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  locked: { zh: "已封存", en: "Locked away" },
});
export type EvidenceState = keyof typeof evidenceStates;

/** Who somebody is, seen from one piece of evidence. */
export const evidenceParties = defineLabels({
  unit: { zh: "提交单位", en: "The unit that brought it" },
  reviewer: { zh: "核验人", en: "Reviewer" },
  office: { zh: "办公室", en: "Pilot office" },
});
export type EvidenceParty = keyof typeof evidenceParties;

export const remarks = defineLabels({
  accepted: { zh: "认可", en: "Accepted" },
  queried: { zh: "存疑", en: "Queried" },
  rejected: { zh: "不予认可", en: "Rejected" },
});
export type Remark = keyof typeof remarks;

export const virusStates = defineLabels({
  unchecked: { zh: "未查毒", en: "Not scanned" },
  clean: { zh: "查毒通过", en: "Scanned, clean" },
  hit: { zh: "查出病毒，已隔离", en: "Virus found, quarantined" },
  failed: { zh: "无法查毒", en: "Could not be scanned" },
});
export type VirusState = keyof typeof virusStates;

/** How far an edition was looked through for marks of secrecy. */
export const readParts = defineLabels({
  text: { zh: "已查名称和正文", en: "name and text looked through" },
  name: { zh: "只查了名称，正文不能读取", en: "name looked through; its text cannot be read" },
});
export type ReadPart = keyof typeof readParts;

/** Pieces of evidence for one record, editions of one piece, bytes of one file. */
export const maxEvidence = 50;
export const maxEditions = 50;
export const maxFileBytes = 200 * 1024 * 1024;

export const EvidenceId = z.uuid().brand("EvidenceId");
export type EvidenceId = z.infer<typeof EvidenceId>;

const SubjectKind = z.string().regex(/^[a-z][a-zA-Z-]{0,39}$/);

/** Text of one line: no control characters, none that turn the direction of writing. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u);

const Title = line(120);
const Note = z.string().trim().max(1000);
/** Why words that look secret are none; asked for when they were found. */
const Declared = line(200);

export const Subject = z.object({ kind: SubjectKind, subjectId: z.uuid() });
export type Subject = z.infer<typeof Subject>;

/** An address that a browser opens as a page; no name or password inside. */
export const LinkAddress = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  }, "an address beginning with http:// or https://, without user name");

export const NewLink = z.object({
  ...Subject.shape,
  title: Title,
  address: LinkAddress,
  validUntil: day.nullable().default(null),
  declared: Declared.optional(),
});
export type NewLink = z.output<typeof NewLink>;

/** The fields of a form that come before the file; an empty title is the name of the file. */
export const NewFile = z.object({
  ...Subject.shape,
  title: Title.optional(),
  validUntil: day.optional(),
  declared: Declared.optional(),
});
export type NewFile = z.output<typeof NewFile>;
export const FileEdition = z.object({ declared: Declared.optional() });

export const LinkEdition = z.object({ address: LinkAddress, declared: Declared.optional() });
export const EvidenceChange = z.object({ title: Title, validUntil: day.nullable() }).partial();
export type EvidenceChange = z.infer<typeof EvidenceChange>;
export const ActNote = z.object({ note: Note.optional() });

export const EvidenceAbility = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  zh: z.string().optional(),
  en: z.string().optional(),
});
export type EvidenceAbility = z.infer<typeof EvidenceAbility>;

export const EvidenceEdition = z.object({
  number: z.number().int(),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  digest: z.string().nullable(),
  address: z.string().nullable(),
  readPart: z.enum(codesOf(readParts)),
  declared: z.string().nullable(),
  virus: z.enum(codesOf(virusStates)),
  virusName: z.string().nullable(),
  remark: z.enum(codesOf(remarks)).nullable(),
  remarkNote: z.string().nullable(),
  remarkedBy: z.string().nullable(),
  remarkedAt: z.string().nullable(),
  uploadedBy: z.string(),
  unitName: z.string(),
  uploadedAt: z.string(),
});
export type EvidenceEdition = z.infer<typeof EvidenceEdition>;

export const Evidence = z.object({
  id: EvidenceId,
  programmeId: ProgrammeId,
  subjectKind: z.string(),
  subjectId: z.uuid(),
  form: z.enum(codesOf(evidenceForms)),
  title: z.string(),
  state: z.enum(codesOf(evidenceStates)),
  validUntil: z.string().nullable(),
  /** Does it count as evidence today? */
  counts: z.boolean(),
  /** Why it was withdrawn or locked away. */
  endNote: z.string().nullable(),
  unitName: z.string(),
  version: z.number().int(),
  /** Newest first; the first is the one that holds. */
  editions: z.array(EvidenceEdition),
  /** Only right after adding: the same file was there before, under this title. */
  sameAs: z.string().nullable(),
  abilities: z.record(z.string(), EvidenceAbility),
});
export type Evidence = z.infer<typeof Evidence>;

export const EvidenceList = z.object({
  items: z.array(Evidence),
  /** How many count today; nought is “no evidence 无佐证”. */
  valid: z.number().int(),
  add: EvidenceAbility,
  limits: z.object({ pieces: z.number().int(), fileBytes: z.number().int() }),
  /** Is what is uploaded scanned for viruses here? */
  scanned: z.boolean(),
});
export type EvidenceList = z.infer<typeof EvidenceList>;
