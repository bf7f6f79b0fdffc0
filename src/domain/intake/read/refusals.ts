// Why a file cannot be read, or was read with a loss, in words that say the mend. The only table of these codes.
import { FileFault } from "../../../workbook/file-fault.ts";

export type ReadFacts = Readonly<Record<string, string | number>>;

interface Words {
  zh: string;
  en: string;
}

/** `{name}` in a text is filled from the facts. */
export const refusals = {
  "intake.file-empty": {
    zh: "文件是空的。请重新选择方案文件。",
    en: "The file is empty. Choose the plan file again.",
  },
  "intake.file-too-large": {
    zh: "文件有 {megabytes} MB，超过 {limit} MB 的上限。请删去图片和附件，或只导出方案正文后再上传。",
    en: "The file has {megabytes} MB, more than the {limit} MB allowed. Remove pictures and attachments, or export the plan alone, and upload it again.",
  },
  "intake.file-too-complex": {
    zh: "文件内容过多（{what}超过上限 {limit}）。请只保留方案正文和任务表，另存后再上传。",
    en: "The file holds too much ({what} above the limit of {limit}). Keep only the plan and its task table, save it again and upload that.",
  },
  "intake.file-too-slow": {
    zh: "读取文件用时过长，已停止。请用 Office 或 WPS 打开后另存为 .docx 再上传；PDF 请改传原 Word 文件。",
    en: "Reading the file took too long and was stopped. Open it in Office or WPS, save it as .docx and upload that; instead of a PDF upload the Word file it came from.",
  },
  "intake.file-unsafe": {
    zh: "文件结构异常（{what}），为安全起见未读取。请用 Office 或 WPS 打开后另存一份再上传。",
    en: "The file is built in an unsafe way ({what}) and was not read. Open it in Office or WPS, save a new copy and upload that.",
  },
  "intake.file-damaged": {
    zh: "文件已损坏或不完整，无法读取。请用原软件打开后重新保存，再上传。",
    en: "The file is damaged or incomplete. Open it in the program that made it, save it again and upload that.",
  },
  "intake.file-encrypted": {
    zh: "文件已加密。请用密码打开，取消密码后另存，再上传。",
    en: "The file is encrypted. Open it with its password, remove the password, save it and upload that.",
  },
  "intake.file-legacy-word": {
    zh: "这是 {name} 旧版文字文件。请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    en: "This is an old {name} text document. Open it in Word or WPS, save it as .docx and upload that.",
  },
  "intake.file-legacy-sheet": {
    zh: "这是 {name} 旧版表格文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
    en: "This is an old {name} spreadsheet. Open it in Excel or WPS, save it as .xlsx and upload that.",
  },
  "intake.file-ofd": {
    zh: "暂不支持 OFD 版式文件。请上传生成它的 Word 文件，或用 OFD 阅读器另存为带文字的 PDF。",
    en: "OFD layout files cannot be read. Upload the Word file it was made from, or save it from an OFD reader as a PDF with text.",
  },
  "intake.file-presentation": {
    zh: "这是演示文稿，不是方案文件。请上传方案的 .docx、.pdf 或 .xlsx。",
    en: "This is a presentation, not a plan. Upload the plan as .docx, .pdf or .xlsx.",
  },
  "intake.file-image": {
    zh: "这是图片，没有文字可读。请上传方案的 .docx 或带文字的 PDF；只有扫描件时，请先做文字识别（OCR）。",
    en: "This is a picture without text. Upload the plan as .docx or as a PDF with text; if there is only a scan, run text recognition (OCR) first.",
  },
  "intake.pdf-without-text": {
    zh: "这份 PDF 没有可读的文字（扫描件）。请上传原 Word 文件，或先做文字识别（OCR）再上传。",
    en: "This PDF has no text that can be read (a scan). Upload the Word file it came from, or run text recognition (OCR) first.",
  },
  "intake.pdf-fonts-lost": {
    zh: "这份 PDF 的字体没有嵌入，文字无法还原。请上传原 Word 文件，或用“打印到 PDF”重新生成后再上传。",
    en: "The fonts of this PDF are not embedded and its text cannot be restored. Upload the Word file it came from, or print it to PDF again and upload that.",
  },
  "intake.file-archive": {
    zh: "这是压缩包，不是方案文件。请解压后上传其中的方案文件。",
    en: "This is an archive, not a plan. Unpack it and upload the plan file inside.",
  },
  "intake.file-unknown": {
    zh: "无法识别的文件。可以上传 .docx、.pdf、.xlsx、.csv、.html、.md、.txt；其他格式请先另存为 .docx。",
    en: "The file is of no known kind. .docx, .pdf, .xlsx, .csv, .html, .md and .txt can be read; save other kinds as .docx first.",
  },
  "intake.file-without-text": {
    zh: "文件里没有文字。请确认选对了文件，并且方案正文不是图片。",
    en: "There is no text in the file. Check that it is the right file and that the plan is not a picture in it.",
  },
} as const satisfies Record<string, Words>;

/** Losses and doubts that do not stop the reading; shown beside the text. */
export const warnings = {
  "intake.name-differs": {
    zh: "文件名是 {name}，内容却是 {kind}，已按内容读取。",
    en: "The name is {name} but the content is {kind}; it was read by its content.",
  },
  "intake.revisions-accepted": {
    zh: "文件带修订痕迹（{count} 处），已按接受全部修订后的文字读取。请核对是否定稿。",
    en: "The file holds tracked changes ({count}); it was read as if all were accepted. Check that it is the final version.",
  },
  "intake.contents-left-out": {
    zh: "已略去目录 {count} 行。",
    en: "{count} lines of the table of contents were left out.",
  },
  "intake.notes-left-out": {
    zh: "已略去脚注、尾注或批注 {count} 处，请核对其中有没有任务。",
    en: "{count} footnotes, endnotes or comments were left out; check whether they hold tasks.",
  },
  "intake.hidden-left-out": {
    zh: "已略去隐藏内容 {count} 处（{what}）。如需导入，请取消隐藏后重新上传。",
    en: "{count} hidden items were left out ({what}). Unhide them and upload again if they belong to the plan.",
  },
  "intake.hidden-rows-read": {
    zh: "有 {count} 行被隐藏或筛选掉，也已读入，请核对。",
    en: "{count} rows are hidden or filtered out; they were read too. Check them.",
  },
  "intake.numbering-unknown": {
    zh: "有 {count} 处自动编号的样式无法还原，编号可能与原文不同，请核对。",
    en: "{count} automatic numbers use a style that cannot be restored; they may differ from the document. Check them.",
  },
  "intake.formula-without-value": {
    zh: "有 {count} 个公式没有保存结果，已留空。请用 Excel 打开并保存后重新上传。",
    en: "{count} formulas hold no saved result and were left empty. Open and save the file in Excel and upload it again.",
  },
  "intake.links-left-out": {
    zh: "已略去网页导航链接 {count} 行。",
    en: "{count} lines of page navigation were left out.",
  },
  "intake.margins-left-out": {
    zh: "已略去每页重复的页眉、页脚 {count} 行。",
    en: "{count} lines repeated at the head or foot of pages were left out.",
  },
  "intake.tables-by-position": {
    zh: "PDF 中有 {count} 个表格是按线框还原的，跨页或合并的单元格请对照原文核对。",
    en: "{count} tables of the PDF were restored from their drawn lines; check cells that are merged or run over a page.",
  },
  "intake.pages-without-text": {
    zh: "第 {pages} 页没有文字（可能是扫描页），未能读取。",
    en: "Pages {pages} have no text (perhaps scans) and could not be read.",
  },
  "intake.pdf-fonts-missing": {
    zh: "PDF 使用了未嵌入的字体，有 {count} 处文字无法还原。请改传原 Word 文件。",
    en: "The PDF uses fonts that are not embedded; {count} pieces of text are lost. Upload the Word file it came from.",
  },
  "intake.pictures-left-out": {
    zh: "文件里有 {count} 张图片，图中的文字未读取。",
    en: "The file holds {count} pictures; text in them was not read.",
  },
} as const satisfies Record<string, Words>;

export type RefusalCode = keyof typeof refusals;
export type WarningCode = keyof typeof warnings;

export interface Warning {
  code: WarningCode;
  facts: ReadFacts;
  zh: string;
  en: string;
}

const fill = (text: string, facts: ReadFacts) => text.replace(/\{(\w+)\}/g, (gap, key) => String(facts[key] ?? gap));

/** The file cannot be read; `zh` and `en` say what to do about it. */
export class FileRefused extends Error {
  override readonly name = "FileRefused";
  readonly code: RefusalCode;
  readonly facts: ReadFacts;
  readonly zh: string;
  readonly en: string;

  constructor(code: RefusalCode, facts: ReadFacts = {}) {
    super(fill(refusals[code].en, facts));
    this.code = code;
    this.facts = facts;
    this.zh = fill(refusals[code].zh, facts);
    this.en = this.message;
  }
}

export function warningOf(code: WarningCode, facts: ReadFacts = {}): Warning {
  return { code, facts, zh: fill(warnings[code].zh, facts), en: fill(warnings[code].en, facts) };
}

/** The refusal for a fault of an office file; codes of this table stay as they are. */
export const refusalOfFault = (code: string, facts: ReadFacts = {}): FileRefused =>
  new FileRefused((code in refusals ? code : `intake.file-${code}`) as RefusalCode, facts);

/** What failed while reading, in this table's words; anything else stays as it is. */
export const refusalOf = (error: unknown): unknown =>
  error instanceof FileFault ? refusalOfFault(error.reason, error.facts) : error;

/** Refuses when `value` exceeds `limit`; `what` names the thing in both languages, as in `表格行 table rows`. */
export function atMost(limit: number, value: number, what: string): void {
  if (value > limit) throw new FileRefused("intake.file-too-complex", { what, limit });
}
