// Notes on cells: the text (ECMA-376-1, 18.7) and the old drawing that every spreadsheet still needs to show it.
import { cellName, xmlText } from "./cell-text.ts";

export interface Note {
  /** Column from 0, row from 1. */
  column: number;
  row: number;
  text: string;
}

export function* commentsXml(notes: readonly Note[], author: string): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>${xmlText(author)}</author></authors><commentList>`;
  for (const { column, row, text } of notes)
    yield `<comment ref="${cellName(column, row)}" authorId="0"><text><r><t xml:space="preserve">${xmlText(text)}</t></r></text></comment>`;
  yield "</commentList></comments>";
}

export function* drawingVml(notes: readonly Note[]): Generator<string> {
  yield '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';
  let id = 1025;
  for (const { column, row } of notes) {
    yield `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;width:220pt;height:70pt;visibility:hidden" fillcolor="#fbf6e6" o:insetmode="auto"><v:fill color2="#fbf6e6"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
    id += 1;
  }
  yield "</xml>";
}
