// How much text one compilation accepts, and the refusal that says what to do instead.

export const limits = {
  /** UTF-16 code units of the canonical text: about 5 MB of Chinese in UTF-8, several hundred times a long plan. */
  characters: 1_700_000,
  /** Paragraphs and table rows. */
  blocks: 60_000,
  /** Cells of one table row; a line with more is no row. */
  columns: 100,
  tasks: 20_000,
  /** Brackets with units in one paragraph. */
  statements: 2_000,
  /** Brackets of one paragraph that are paired; what stands behind them is plain text. */
  brackets: 20_000,
  /** Brackets inside brackets that are still read for units; deeper ones stay text. */
  bracketDepth: 3,
  /** UTF-16 code units of one bracket that may name units. */
  bracketLength: 2_000,
  /** UTF-16 code units of one unit name, brackets included. */
  unitName: 60,
  /** Units of one task, and units that standing rules may add to every task. */
  unitsOfTask: 500,
  addedUnits: 50,
  /** Parts of one list of units. */
  unitsInOneList: 200,
  /** Paragraphs searched for the head of the document. */
  headBlocks: 80,
  /** Characters of one paragraph that the searches for goals, bodies and basis look at. */
  searchedParagraph: 20_000,
  findings: 500,
  /** Unknown units for which the nearest known name is searched. */
  nearestNames: 100,
  /** Units of the organisation register that are compared. */
  knownUnits: 5_000,
} as const;

const refusals = {
  "compile.text-too-long": {
    zh: "文本过长，请拆分文件或只导入方案正文和任务分工表。",
    en: "The text is too long: split the file, or import only the plan and its task table.",
  },
  "compile.too-many-blocks": {
    zh: "段落和表格行过多，请删去与方案无关的内容后再导入。",
    en: "Too many paragraphs and rows: remove what does not belong to the plan and import again.",
  },
  "compile.too-many-tasks": {
    zh: "识别出的任务过多，请按部分拆成几个文件分别导入。",
    en: "Too many tasks found: split the plan by parts and import them one by one.",
  },
  "compile.blocks-outside-text": {
    zh: "文件读取结果不一致，请另存为 .docx 或 .txt 后再导入。",
    en: "The file was read inconsistently: save it as .docx or .txt and import again.",
  },
} as const;

export type RefusalCode = keyof typeof refusals;

/** The document cannot be compiled; `zh` and `en` say what to do, `facts` hold the measured size and the limit. */
export class CompileRefusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, number>>;
  readonly zh: string;
  readonly en: string;

  constructor(code: RefusalCode, facts: Record<string, number>) {
    super(`${code}: ${refusals[code].en} ${JSON.stringify(facts)}`);
    this.name = "CompileRefusal";
    this.code = code;
    this.facts = facts;
    this.zh = refusals[code].zh;
    this.en = refusals[code].en;
  }
}

/**
 * Refuse with the typed error when a measured size passes its limit.
 *
 * @throws CompileRefusal
 */
export function refuseAbove(code: RefusalCode, found: number, limit: number): void {
  if (found > limit) throw new CompileRefusal(code, { found, limit });
}
