// Refusals that leave the program: one category each, a stable code, and words (zh, en) that say the mend.

/** The only map from category to HTTP status in the program. */
export const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  stale: 412,
  tooLarge: 413,
  unsupported: 415,
  unprocessable: 422,
  preconditionRequired: 428,
  tooMany: 429,
  unavailable: 503,
} as const;

export type Category = keyof typeof statusOf;

/** A refusal as a module declares it; `{name}` in a text is filled from the facts. */
export interface FaultEntry {
  category: Category;
  zh: string;
  en: string;
}

/** What a refusal is about; a fact that is itself a word carries both languages. */
export type Facts = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | { readonly zh: string; readonly en: string }>
>;

/** Where in the input something is wrong: a field path, or the row and column (from 1) of a cell. */
export interface Place {
  path?: string;
  row?: number;
  column?: number;
  code: string;
  zh: string;
  en: string;
}

export class Fault extends Error {
  readonly category: Category;
  readonly code: string;
  readonly facts: Facts;
  readonly zh: string;
  readonly en: string;
  readonly places: readonly Place[];

  constructor(code: string, entry: FaultEntry, facts: Facts = {}, places: readonly Place[] = []) {
    const en = fill(entry.en, facts, "en");
    super(en);
    this.name = "Fault";
    this.category = entry.category;
    this.code = code;
    this.facts = facts;
    this.zh = fill(entry.zh, facts, "zh");
    this.en = en;
    this.places = places;
  }
}

/**
 * Declares the refusals of one module.
 * @returns a function `fault(code, facts)` that makes the error, with the table as `fault.table` for tests and docs.
 */
export function defineFaults<const T extends Record<string, FaultEntry>>(table: T) {
  const make = (code: keyof T & string, facts?: Facts, places?: readonly Place[]) =>
    new Fault(code, table[code] as FaultEntry, facts, places);
  return Object.assign(make, { table });
}

/** Replaces `{name}` by the fact of that name, in the language of the text; lists are joined as that language does. */
export function fill(text: string, facts: Facts, language: "zh" | "en"): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return whole;
    if (Array.isArray(fact)) return fact.join(language === "zh" ? "、" : ", ");
    return typeof fact === "object" && fact !== null && language in fact
      ? (fact as Record<"zh" | "en", string>)[language]
      : String(fact);
  });
}

/** A refusal as it leaves over HTTP (RFC 9457): `messages` carries both languages, `detail` the asked one. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  messages: { zh: string; en: string };
  facts: Facts;
  places: readonly Place[];
  requestId: string;
}

/** The refusals that the kernel itself speaks. */
export const kernelFault = defineFaults({
  "request.invalid": {
    category: "invalid",
    zh: "请求内容不符合要求：{fields}。请按提示修改后重试。",
    en: "The request does not fit: {fields}. Correct these and try again.",
  },
  "request.not-json": {
    category: "invalid",
    zh: "请求正文不是有效的 JSON，请检查格式。",
    en: "The request body is not valid JSON. Check its form.",
  },
  "request.too-large": {
    category: "tooLarge",
    zh: "内容超过 {limit} 的上限，请拆分或压缩后重试。",
    en: "The content exceeds the limit of {limit}. Split or shrink it and try again.",
  },
  "request.unsupported-type": {
    category: "unsupported",
    zh: "不支持的内容类型，请使用 application/json 或按接口说明上传文件。",
    en: "Unsupported content type. Send application/json, or upload the file as the operation says.",
  },
  "request.too-many": {
    category: "tooMany",
    zh: "请求过于频繁，请 {seconds} 秒后再试。",
    en: "Too many requests. Try again in {seconds} seconds.",
  },
  "request.cross-site": {
    category: "forbidden",
    zh: "请求来自其他网站，已拒绝。请在本系统页面内操作。",
    en: "The request came from another site and was refused. Act from this system's own pages.",
  },
  "request.signed-out": {
    category: "unauthenticated",
    zh: "尚未登录或登录已失效，请重新登录。",
    en: "You are not signed in, or the session has ended. Sign in again.",
  },
  "request.not-your-duty": {
    category: "forbidden",
    zh: "您的职责不包含此项操作。需要的职责：{duties}。请联系本单位管理员。",
    en: "Your duties do not include this operation. It needs: {duties}. Ask your unit's administrator.",
  },
  "request.absent": {
    category: "notFound",
    zh: "没有找到该内容，或您无权查看。请检查地址或联系办公室。",
    en: "Not found, or not yours to see. Check the address or ask the office.",
  },
  "version.required": {
    category: "preconditionRequired",
    zh: "修改前须用 If-Match 说明所依据的版本号。请先读取最新内容。",
    en: "A change must state the version it is based on in If-Match. Read the record first.",
  },
  "version.stale": {
    category: "stale",
    zh: "内容已被他人修改（当前第 {current} 版，您依据第 {given} 版）。请核对差异后重新提交。",
    en: "Somebody changed this meanwhile (now version {current}, yours was {given}). Compare and submit again.",
  },
  "idempotency.reused": {
    category: "unprocessable",
    zh: "同一 Idempotency-Key 已用于不同的请求。请换用新的键。",
    en: "This Idempotency-Key was used for a different request. Use a new key.",
  },
  "list.bad-cursor": {
    category: "invalid",
    zh: "翻页标记无效或与排序不符，请从第一页重新开始。",
    en: "The paging mark is invalid or belongs to another sort order. Start again from the first page.",
  },
  "service.busy": {
    category: "unavailable",
    zh: "系统繁忙，请稍后重试。您提交的内容未被保存。",
    en: "The service is busy. Try again shortly; nothing was saved.",
  },
  "service.failed": {
    category: "unavailable",
    zh: "系统出错，未保存任何内容。请把请求编号 {requestId} 告知运维人员。",
    en: "Something failed and nothing was saved. Give request number {requestId} to the operators.",
  },
});
