// Days as an iCalendar file (RFC 5545): whole days, ids that stay, lines of at most 75 bytes. Sixty lines of our own: a library brought time zones and recurrence that whole days do not need.
import { dayAfter } from "../../kernel/clock.ts";
import type { Dated } from "./dates.ts";

const escaped = (text: string) =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll(";", "\\;")
    .replaceAll(",", "\\,")
    .replace(/\r\n?|\n/g, "\\n")
    .replace(/[\u0000-\u001f\u007f]/g, "");

/** Long lines go on after a line break and a space; characters are never cut apart. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = "";
      bytes = 0;
    }
    part += letter;
    bytes += size;
  }
  return [...parts, part].join("\r\n ");
}

const dayText = (day: string) => day.replaceAll("-", "");
const instantText = (iso: string) => iso.replace(/[-:]/g, "").replace(/\.\d+/, "");

/** The text of the file; the same days give the same text. */
export function writeCalendar(
  dates: readonly (Dated & { kind: string })[],
  look: { language: "zh" | "en"; origin: string; title: string },
): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Shidian//Deadlines//ZH",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(look.title)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
  ];
  for (const date of [...dates].sort((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1))) {
    const stamp = instantText(date.changedAt);
    lines.push(
      "BEGIN:VEVENT",
      `UID:${date.kind}-${date.id}@shidian`,
      `DTSTAMP:${stamp}`,
      `LAST-MODIFIED:${stamp}`,
      `DTSTART;VALUE=DATE:${dayText(date.day)}`,
      `DTEND;VALUE=DATE:${dayText(dayAfter(date.day))}`,
      `SUMMARY:${escaped(date.title[look.language])}`,
      `URL:${look.origin}${date.href}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
