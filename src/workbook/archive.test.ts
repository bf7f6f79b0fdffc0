// The directory of an office file is read as the programs in offices write it.
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { Archive } from "./archive.ts";
import { sheetLimits } from "./limits.ts";

/** The same package with sizes and place of its only part in the 64-bit field, as streaming Java exports write them. */
function withWideSizes(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  const directory = file.indexOf("504b0102", 0, "hex");
  const end = file.indexOf("504b0506", 0, "hex");
  const entry = Buffer.from(file.subarray(directory, end));
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(24)), 4);
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(20)), 12);
  extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(42)), 20);
  for (const field of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, field);
  entry.writeUInt16LE(extra.length, 30);
  return new Uint8Array(Buffer.concat([file.subarray(0, directory), entry, extra, file.subarray(end)]));
}

const packed = (level: 0 | 9) => zipSync({ "xl/Workbook.xml": strToU8("试点任务".repeat(50)) }, { level });

test.each<[string, Uint8Array]>([
  ["deflated", packed(9)],
  ["stored", packed(0)],
  ["with 64-bit sizes", withWideSizes(packed(9))],
  [
    "followed by a comment and stray bytes",
    new Uint8Array(Buffer.concat([packed(9), Buffer.from("signed by an office system")])),
  ],
])("a part %s is read, whatever the case of its name", (_, bytes) => {
  const archive = new Archive(bytes, sheetLimits);
  expect(Buffer.from(archive.read("xl/workbook.xml") ?? []).toString()).toBe("试点任务".repeat(50));
  expect(archive.read("xl/absent.xml")).toBeNull();
});

test("a changed byte is noticed", () => {
  const bytes = packed(0);
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  expect(() => new Archive(bytes, sheetLimits).read("xl/workbook.xml")).toThrow(
    expect.objectContaining({ reason: "damaged" }),
  );
});
