// What the compiler must catch when a contract and those who read it disagree: each line below is either right or refused.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checkTypes, inProject } from "../../bench/types-project.ts";

const contract = (kernel: string) => `
import { z } from "zod";
import { createClient } from "${kernel}/../http/client.ts";
import { defineContract } from "${kernel}/contract.ts";
import type { RoutesOf } from "${kernel}/../http/http.ts";
export const define = defineContract<"office" | "liaison">();
export const Id = z.uuid().brand("Id");
export const Sheet = z.object({ id: Id, title: z.string(), version: z.number().int() });
export const api = define({
  getSheet: { method: "GET", path: "/sheets/{id}", params: z.object({ id: Id }), query: z.object({ limit: z.coerce.number().default(50) }),
    reply: Sheet, for: "signedIn", zh: "读取", en: "Read" },
  changeSheet: { method: "PATCH", path: "/sheets/{id}", params: z.object({ id: Id }), body: z.object({ title: z.string() }),
    reply: Sheet, for: ["office"], versioned: true, zh: "修改", en: "Change" },
  bringSheet: { method: "POST", path: "/sheets", reply: null, for: ["office"], upload: 1000, zh: "上传", en: "Bring" },
  seeDoor: { method: "GET", path: "/door", reply: null, for: "everyone", zh: "门", en: "See the door" },
});
export const client = createClient(api);
export type Routes = RoutesOf<typeof api>;
export declare const id: z.infer<typeof Id>;
export declare const sheet: z.infer<typeof Sheet>;
`;

// [what an engineer does, the line, what the compiler names in its refusal; nothing where it must agree]
const lines: readonly [string, string, string?][] = [
  ["reads a sheet, leaving the default out", "client.getSheet({ id: one });"],
  ["reads a field of the reply", "client.getSheet({ id: one }).then((reply) => reply.title.length);"],
  ["changes a sheet and states its version", 'client.changeSheet({ id: one, title: "", version: 1 });'],
  ["changes a sheet without a version", 'client.changeSheet({ id: one, title: "" });', "version"],
  ["leaves a parameter of the path out", 'client.changeSheet({ title: "", version: 1 });', "id"],
  ["sends a field that is not declared", "client.getSheet({ id: one, colour: 1 });", "colour"],
  ["reads a field that is not in the reply", "client.getSheet({ id: one }).then((reply) => reply.colour);", "colour"],
  ["sends a text where a number belongs", 'client.changeSheet({ id: one, title: "", version: "1" });', "number"],
  ["sends a file as a text", 'client.bringSheet({ file: "text" });', "Blob"],
  ["sends a file", "client.bringSheet({ file: new Blob([]) });"],
  ["calls an operation that there is not", "client.dropSheet({ id: one });", "dropSheet"],
  [
    "names a duty that there is not",
    'define({ see: { method: "GET", path: "/x", reply: null, for: ["king"], zh: "", en: "" } });',
    "king",
  ],
  [
    "leaves the Chinese words out",
    'define({ see: { method: "GET", path: "/x", reply: null, for: "signedIn", en: "" } });',
    "zh",
  ],
  ["answers with a whole sheet", "const a: Routes['getSheet'] = async () => sheet;"],
  ["answers without a field", "const b: Routes['getSheet'] = async () => ({ id, version: 1 });", "is not assignable"],
  ["answers where nothing comes back", "const c: Routes['bringSheet'] = async () => sheet;", "is not assignable"],
  [
    "takes a default as given",
    "const d: Routes['getSheet'] = async (_tx, _call, input) => ({ ...sheet, version: input.limit + 1 });",
  ],
  [
    "reads the version of an unversioned operation",
    "const e: Routes['getSheet'] = async (_tx, _call, input) => ({ ...sheet, version: input.version });",
    "version",
  ],
  [
    "takes everyone for somebody signed in",
    "const f: Routes['seeDoor'] = async (_tx, call) => void call.actor.personId;",
    "null",
  ],
  [
    "takes a signed-in caller for somebody",
    "const g: Routes['getSheet'] = async (_tx, call) => ({ ...sheet, title: call.actor.name });",
  ],
  ["leaves an operation without a route", "const h: Routes = { getSheet: async () => sheet };", "changeSheet"],
];

let refusals: string[] = [];
const head = 'import { api, client, define, id, sheet, type Routes } from "./contract.ts";\nconst one: string = id;';

beforeAll(async () => {
  await inProject(async (folder, kernel) => {
    await writeFile(join(folder, "contract.ts"), contract(kernel));
    await writeFile(join(folder, "use.ts"), [head, ...lines.map(([, line]) => line), "export { api };"].join("\n"));
    refusals = (await checkTypes(folder)).errors;
  });
}, 120_000);

const lineOf = (index: number) => head.split("\n").length + index + 1;

describe("an engineer who", () => {
  test.each(lines.map(([what, , named], index) => [what, named, index] as const))("%s", (_, named, index) => {
    const found = refusals.filter((refusal) => refusal.startsWith(`use.ts(${lineOf(index)},`));
    if (named === undefined) expect(found).toEqual([]);
    else expect(found.join("\n")).toContain(named);
  });
});

test("the compiler refuses nothing else", () => {
  expect(refusals.filter((refusal) => !refusal.startsWith("use.ts("))).toEqual([]);
});
