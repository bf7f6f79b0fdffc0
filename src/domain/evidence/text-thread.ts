// The thread that looks through one file and ends: whatever a hostile file does to its reader stays in here.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { getDocumentProxy } from "unpdf";
import type { ReadingNews } from "../../workbook/apart.ts";
import { Archive } from "../../workbook/archive.ts";
import { decodeText } from "../../workbook/decode.ts";
import { atMost, FileFault } from "../../workbook/file-fault.ts";
import { characterMapFolder } from "../../workbook/pdf-character-maps.ts";
import { walkXml } from "../../workbook/xml.ts";
import type { TextOrder, TextOutcome } from "./read-text.ts";
import { findSecret } from "./secret-rules.ts";

const { path, kind, limits } = workerData as TextOrder;
const tell = (news: ReadingNews<TextOutcome>) => parentPort?.postMessage(news);
const progress = () => tell({ tells: "progress" });

/** Parts that hold what people read, by kind of package. */
const parts: Readonly<Record<string, RegExp>> = {
  docx: /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/,
  xlsx: /^xl\/(?:sharedstrings|workbook|worksheets\/[^/]+|comments\d*)\.xml$/,
  pptx: /^ppt\/(?:slides|notesslides)\/[^/]+\.xml$/,
  ofd: /content\.xml$|tpls?\/[^/]+\.xml$|annotation[^/]*\.xml$/,
};

function textOfPackage(bytes: Uint8Array, wanted: RegExp): string {
  const archive = new Archive(bytes, limits);
  const texts: string[] = [];
  let length = 0;
  for (const name of archive.names.filter((one) => wanted.test(one))) {
    const part = archive.read(name);
    if (part)
      walkXml(
        part,
        limits,
        {
          // Names of sheets are attributes, everything else that is read is text.
          open: (tag, attributes) => tag === "sheet" && texts.push(attributes.name ?? ""),
          text: (text) => {
            length += text.length;
            atMost(limits.characters, length, "字符 characters");
            texts.push(text);
          },
          // What stands in different cells and paragraphs is no one word.
          close: (tag) => /^(?:w:p|si|row|a:p|c|ofd:TextObject)$/.test(tag) && texts.push("。"),
        },
        progress,
      );
    progress();
  }
  return texts.join("");
}

async function textOfPdf(bytes: Uint8Array): Promise<{ text: string; whole: boolean }> {
  const pdf = await getDocumentProxy(bytes, {
    cMapUrl: characterMapFolder(),
    maxImageSize: 1,
    disableFontFace: true,
    verbosity: 0,
  }).catch((error: Error) => {
    throw new FileFault(error.name === "PasswordException" ? "encrypted" : "damaged");
  });
  const last = Math.min(pdf.numPages, limits.pages);
  const texts: string[] = [];
  for (let number = 1; number <= last; number += 1) {
    progress();
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) if ("str" in item) texts.push(item.str);
    texts.push("。");
    page.cleanup();
  }
  return { text: texts.join(""), whole: last === pdf.numPages };
}

progress();
try {
  const bytes = new Uint8Array(readFileSync(path));
  const wanted = parts[kind];
  const { text, whole } =
    kind === "pdf"
      ? await textOfPdf(bytes)
      : { text: wanted ? textOfPackage(bytes, wanted) : decodeText(bytes).text, whole: true };
  progress();
  tell({ tells: "outcome", outcome: { read: whole && /[^\s。]/.test(text), finding: findSecret(text) } });
} catch (error) {
  const { reason, facts } = error instanceof FileFault ? error : new FileFault("damaged");
  tell({ tells: "refusal", code: reason, facts });
}
