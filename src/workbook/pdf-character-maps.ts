// Where pdf.js finds Adobe's tables of Chinese character codes: PDFs that do not embed their fonts cannot be read without.
import { createRequire } from "node:module";
import { join } from "node:path";

/** The folder of the tables with a slash at its end; undefined where pdfjs-dist is not installed. */
export function characterMapFolder(): string | undefined {
  try {
    return join(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"), "..", "cmaps/");
  } catch {
    return undefined;
  }
}
