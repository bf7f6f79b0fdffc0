// Which files are taken as evidence, told from their content; the ending of the name must agree with it.
import { defineLabels } from "../../kernel/labels.ts";

export interface FileKind {
  zh: string;
  en: string;
  /** Endings that name it. */
  endings: readonly string[];
  mediaType: string;
}

const office = "application/vnd.openxmlformats-officedocument";

export const fileKinds = {
  pdf: { zh: "PDF", en: "PDF", endings: ["pdf"], mediaType: "application/pdf" },
  docx: {
    zh: "Word 文档",
    en: "Word document",
    endings: ["docx"],
    mediaType: `${office}.wordprocessingml.document`,
  },
  xlsx: {
    zh: "Excel 表格",
    en: "Excel workbook",
    endings: ["xlsx"],
    mediaType: `${office}.spreadsheetml.sheet`,
  },
  pptx: {
    zh: "PowerPoint 演示文稿",
    en: "PowerPoint presentation",
    endings: ["pptx"],
    mediaType: `${office}.presentationml.presentation`,
  },
  ofd: { zh: "OFD 版式文件", en: "OFD document", endings: ["ofd"], mediaType: "application/ofd" },
  oldWord: {
    zh: "旧版 Word 或 WPS 文字",
    en: "old Word or WPS document",
    endings: ["doc", "wps"],
    mediaType: "application/msword",
  },
  oldExcel: {
    zh: "旧版 Excel 或 WPS 表格",
    en: "old Excel or WPS workbook",
    endings: ["xls", "et"],
    mediaType: "application/vnd.ms-excel",
  },
  oldSlides: {
    zh: "旧版 PowerPoint 或 WPS 演示",
    en: "old PowerPoint or WPS presentation",
    endings: ["ppt", "dps"],
    mediaType: "application/vnd.ms-powerpoint",
  },
  jpeg: { zh: "JPEG 图片", en: "JPEG picture", endings: ["jpg", "jpeg"], mediaType: "image/jpeg" },
  png: { zh: "PNG 图片", en: "PNG picture", endings: ["png"], mediaType: "image/png" },
  gif: { zh: "GIF 图片", en: "GIF picture", endings: ["gif"], mediaType: "image/gif" },
  webp: { zh: "WebP 图片", en: "WebP picture", endings: ["webp"], mediaType: "image/webp" },
  bmp: { zh: "BMP 图片", en: "BMP picture", endings: ["bmp"], mediaType: "image/bmp" },
  tiff: { zh: "TIFF 图片", en: "TIFF picture", endings: ["tif", "tiff"], mediaType: "image/tiff" },
  heic: { zh: "HEIC 图片", en: "HEIC picture", endings: ["heic", "heif"], mediaType: "image/heic" },
  mp4: { zh: "MP4 视频", en: "MP4 video", endings: ["mp4", "m4v"], mediaType: "video/mp4" },
  mov: { zh: "QuickTime 视频", en: "QuickTime video", endings: ["mov"], mediaType: "video/quicktime" },
  mp3: { zh: "MP3 录音", en: "MP3 sound", endings: ["mp3"], mediaType: "audio/mpeg" },
  m4a: { zh: "M4A 录音", en: "M4A sound", endings: ["m4a"], mediaType: "audio/mp4" },
  wav: { zh: "WAV 录音", en: "WAV sound", endings: ["wav"], mediaType: "audio/wav" },
  text: { zh: "纯文本", en: "plain text", endings: ["txt", "csv", "md"], mediaType: "text/plain; charset=utf-8" },
} as const satisfies Record<string, FileKind>;
export type FileKindName = keyof typeof fileKinds;

/** What file-type calls the kinds that it tells for us. */
export const kindsByFileType: Readonly<Record<string, FileKindName>> = {
  pdf: "pdf",
  jpg: "jpeg",
  png: "png",
  gif: "gif",
  webp: "webp",
  bmp: "bmp",
  tif: "tiff",
  heic: "heic",
  mp4: "mp4",
  m4v: "mp4",
  mov: "mov",
  mp3: "mp3",
  m4a: "m4a",
  wav: "wav",
};

/** Contents that are refused, with the mend. */
export const refusedContents = defineLabels({
  archive: {
    zh: "压缩包：请解压后逐个上传，以便核验和检查",
    en: "an archive: unpack it and upload the files one by one, so that each can be checked",
  },
  program: { zh: "可执行程序：不收", en: "a program: not taken" },
  script: {
    zh: "网页、脚本或 XML：不收，请打印为 PDF 后上传",
    en: "a web page, script or XML: not taken; print it as PDF and upload that",
  },
  macros: {
    zh: "带宏的办公文件：请另存为不含宏的格式后上传",
    en: "an office file with macros: save it without them and upload that",
  },
  encrypted: {
    zh: "加密的文件：请去除密码后上传，以便核验",
    en: "an encrypted file: take the password off, so that it can be reviewed",
  },
  unknown: {
    zh: "认不出的格式：请转为 PDF、Office、图片、音视频或文本后上传",
    en: "an unknown format: turn it into PDF, an office file, picture, sound, video or text",
  },
});
export type RefusedContent = keyof typeof refusedContents;

/** Endings that are refused whatever the content is. */
export const refusedEndings =
  /^(?:exe|dll|com|scr|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|mjs|cjs|jse|ts|wsf|wsh|hta|html?|xhtml|mht|mhtml|svg|xml|xsl|php|jsp|asp|aspx|py|rb|pl|sh|bash|jar|class|apk|app|dmg|iso|lnk|url|desktop|reg|inf|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppsm|swf|chm|hlp|cpl|sys|drv)$/;

/** The ending of a file name, lower case, without the dot. */
export const endingOf = (name: string): string => /\.([^./\\\s]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";

const longestName = 150;

/**
 * The name of a file as it is kept: without folders, control characters, signs that turn the direction of writing, and
 * signs that no file system takes. Null where nothing is left.
 */
export function cleanName(given: string): string | null {
  const base = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = base
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}<>:"|?*]/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  if (plain === "") return null;
  const ending = endingOf(plain);
  const most = longestName - (ending ? ending.length + 1 : 0);
  const stem = [...(ending ? plain.slice(0, -ending.length - 1) : plain)].slice(0, most).join("");
  if (stem.trim() === "") return null;
  return ending ? `${stem}.${ending}` : stem;
}
