// The small parts of a workbook package (ECMA-376-1, 12.3): what there is, how parts relate, styles, names.
import { xmlText } from "./cell-text.ts";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelation = "http://schemas.openxmlformats.org/package/2006/relationships";
const type = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`;

export const worksheetOpening = `${head}<worksheet xmlns="${main}" xmlns:r="${relation}">`;

/** @param noted numbers, from 1, of the sheets that may carry notes */
export function contentTypesXml(sheets: number, noted: readonly number[]): string {
  const override = (name: string, kind: string) => `<Override PartName="/xl/${name}" ContentType="${type(kind)}"/>`;
  return [
    head,
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>',
    override("workbook.xml", "sheet.main"),
    override("styles.xml", "styles"),
    ...Array.from({ length: sheets }, (_, index) => override(`worksheets/sheet${index + 1}.xml`, "worksheet")),
    ...noted.map((number) => override(`comments${number}.xml`, "comments")),
    "</Types>",
  ].join("");
}

const relationsXml = (relations: readonly (readonly [id: string, kind: string, target: string])[]) =>
  [
    head,
    `<Relationships xmlns="${packageRelation}">`,
    ...relations.map(
      ([id, kind, target]) => `<Relationship Id="${id}" Type="${relation}/${kind}" Target="${target}"/>`,
    ),
    "</Relationships>",
  ].join("");

export const packageRelationsXml = relationsXml([["rId1", "officeDocument", "xl/workbook.xml"]]);

export const bookRelationsXml = (sheets: number) =>
  relationsXml([
    ...Array.from(
      { length: sheets },
      (_, index) => [`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`] as const,
    ),
    ["rIdStyles", "styles", "styles.xml"],
  ]);

export const sheetRelationsXml = (number: number) =>
  relationsXml([
    ["rId1", "comments", `../comments${number}.xml`],
    ["rId2", "vmlDrawing", `../drawings/vmlDrawing${number}.vml`],
  ]);

export interface WrittenSheet {
  name: string;
  isHidden: boolean;
  /** The filtered range with its heads, `$A$1:$C$20`; only of tables. */
  range?: string;
}

export const quotedSheet = (name: string) => `'${name.replaceAll("'", "''")}'`;

export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const names = sheets.flatMap(({ name, range }, index) =>
    range
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${xmlText(quotedSheet(name))}!${range}</definedName>`,
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(quotedSheet(name))}!$1:$1</definedName>`,
        ]
      : [],
  );
  return [
    head,
    `<workbook xmlns="${main}" xmlns:r="${relation}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`,
    ...sheets.map(
      ({ name, isHidden }, index) =>
        `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${isHidden ? ' state="hidden"' : ""} r:id="rId${index + 1}"/>`,
    ),
    "</sheets>",
    names.length > 0 ? `<definedNames>${names.join("")}</definedNames>` : "",
    "</workbook>",
  ].join("");
}

const font = (size: number, colour: string, bold = false) =>
  `<font>${bold ? "<b/>" : ""}<sz val="${size}"/><color rgb="FF${colour}"/><name val="宋体"/><charset val="134"/></font>`;
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const edge = (side: string) => `<${side} style="thin"><color rgb="FFC9C5BC"/></${side}>`;

/** Format 49 is text: what is typed into such a cell later stays as typed. */
const look = (format: number, fontNumber: number, fillNumber: number, border: number, align: string) =>
  `<xf numFmtId="${format}" fontId="${fontNumber}" fillId="${fillNumber}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"${align}/></xf>`;

const wrap = ' wrapText="1"';
const dayFormat = 164;

/** In the order of `styles`. */
export const stylesXml = [
  head,
  `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="${dayFormat}" formatCode="yyyy\\-mm\\-dd"/></numFmts>`,
  `<fonts count="4">${font(11, "1E1D1B")}${font(11, "1E1D1B", true)}${font(11, "6B675F")}${font(14, "1E1D1B", true)}</fonts>`,
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  `${fill("ECE9E2")}${fill("FBE3B5")}</fills>`,
  `<borders count="2"><border/><border>${["left", "right", "top", "bottom"].map(edge).join("")}</border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="12">',
  look(0, 0, 0, 0, ""),
  look(49, 1, 2, 1, `${wrap} horizontal="center"`),
  look(49, 0, 0, 1, wrap),
  look(0, 0, 0, 1, ""),
  look(dayFormat, 0, 0, 1, ' horizontal="left"'),
  look(49, 2, 0, 1, wrap),
  look(0, 2, 0, 1, ""),
  look(dayFormat, 2, 0, 1, ' horizontal="left"'),
  look(49, 0, 3, 1, wrap),
  look(49, 3, 0, 0, ""),
  look(49, 0, 0, 0, wrap),
  look(dayFormat, 0, 3, 1, ' horizontal="left"'),
  "</cellXfs></styleSheet>",
].join("");
