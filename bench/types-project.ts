// A throw-away project of dummy modules in the shape of ours (model, contract, routes, client), for the type checker.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** How much of the dummy modules is written: nothing but the kernel's files, their shapes, or all of it. */
export type Part = "kernel" | "shapes" | "whole";

/** What one run of the type checker took and said. */
export interface Checked {
  seconds: number;
  megabytes: number;
  instantiations: number;
  /** Lines of the form `file(line,column): error …`. */
  errors: string[];
}

/** Makes a folder in which our kernel and packages can be imported, lets `use` work in it, and removes it. */
export async function inProject<T>(use: (folder: string, kernel: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "shidian-types-"));
  try {
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    const config = { extends: join(root, "tsconfig.json"), include: ["**/*.ts"], exclude: ["node_modules"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    return await use(folder, relative(folder, join(root, "src/kernel")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the pinned TypeScript on a folder's tsconfig.json. */
export function checkTypes(folder: string): Promise<Checked> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [tsc, "-p", folder, "--extendedDiagnostics", "--pretty", "false"],
      { cwd: folder, maxBuffer: 50_000_000, timeout: 300_000 },
      (failure, output) => {
        const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(output)?.[1]);
        const checked = {
          seconds: figure("Total time"),
          megabytes: Math.round(figure("Memory used") / 1024),
          instantiations: figure("Instantiations"),
          errors: output.split("\n").filter((line) => /\): error TS\d+/.test(line)),
        };
        if (Number.isFinite(checked.seconds)) resolve(checked);
        else reject(failure ?? new Error(`tsc printed no figures: ${output.slice(0, 500)}`));
      },
    );
  });
}

/** Writes `modules` dummy modules of `nouns` nouns each; every noun has five operations. */
export async function writeModules(folder: string, kernel: string, modules: number, nouns: number, part: Part) {
  const named = ["contract", "../http/http", "../http/client"].map(
    (file, at) => `import type * as k${at} from "${kernel}/${file}.ts";`,
  );
  await writeFile(
    join(folder, "kernel.ts"),
    `${named.join("\n")}\nexport type Kernel = [typeof k0, typeof k1, typeof k2];\n`,
  );
  if (part === "kernel") return;
  for (let module = 0; module < modules; module += 1) {
    const place = join(folder, `module-${module}`);
    await mkdir(place);
    const names = Array.from({ length: nouns }, (_, noun) => `Thing${module}x${noun}`);
    await writeFile(join(place, "model.ts"), modelOf(`../${kernel}`, names));
    if (part === "shapes") continue;
    await writeFile(join(place, "contract.ts"), contractOf(`../${kernel}`, names));
    await writeFile(join(place, "routes.ts"), routesOf(`../${kernel}`, names));
    await writeFile(join(place, "client.ts"), clientOf(`../${kernel}`, names));
  }
}

const modelOf = (kernel: string, names: string[]) => `
import { z } from "zod";
import { codesOf, defineLabels } from "${kernel}/labels.ts";
import { pageOf } from "${kernel}/page-of.ts";
${names
  .map(
    (name) => `
export const states${name} = defineLabels({
  draft: { zh: "草拟", en: "Draft" }, issued: { zh: "已下达", en: "Issued" }, signed: { zh: "已签收", en: "Signed" },
  begun: { zh: "推进中", en: "Begun" }, closed: { zh: "已销号", en: "Closed" }, ended: { zh: "已终止", en: "Ended" },
});
export const ${name}Id = z.uuid().brand("${name}Id");
export const ${name}Summary = z.object({
  id: ${name}Id, number: z.string().nullable(), title: z.string(), state: z.enum(codesOf(states${name})),
  percent: z.number().int(), dueOn: z.string().nullable(), tags: z.array(z.string()), version: z.number().int(),
});
export const ${name} = ${name}Summary.extend({
  text: z.string(), startsOn: z.string().nullable(), isPublic: z.boolean(),
  parts: z.array(z.object({ id: z.uuid(), title: z.string(), weight: z.number().int(), reachedOn: z.string().nullable() })),
  abilities: z.record(z.string(), z.object({ allowed: z.boolean(), code: z.string().optional() })),
});
export const ${name}Page = pageOf(${name}Summary);
export const New${name} = z.object({
  title: z.string().trim().min(1).max(200), dueOn: z.iso.date().nullable().default(null), weight: z.number().int().default(1),
});
export const ${name}Change = z.object({
  title: z.string().max(200), text: z.string().max(2000), startsOn: z.iso.date().nullable(), isPublic: z.boolean(),
}).partial();
`,
  )
  .join("")}`;

const contractOf = (kernel: string, names: string[]) => `
import { z } from "zod";
import { defineContract } from "${kernel}/contract.ts";
import { listQuery, severalOf } from "${kernel}/page-of.ts";
import { codesOf } from "${kernel}/labels.ts";
import * as model from "./model.ts";
export const api = defineContract<"office" | "group" | "liaison">()({
${names
  .map(
    (name) => `
  list${name}: { method: "GET", path: "/p/{programmeId}/${name}", params: z.object({ programmeId: z.uuid() }),
    query: z.object({ ...listQuery(["title", "dueOn"]), state: severalOf(codesOf(model.states${name})) }),
    reply: model.${name}Page, for: ["office", "group"], zh: "列表", en: "List" },
  get${name}: { method: "GET", path: "/p/{programmeId}/${name}/{id}", params: z.object({ programmeId: z.uuid(), id: model.${name}Id }),
    reply: model.${name}, for: "signedIn", zh: "读取", en: "Read" },
  add${name}: { method: "POST", path: "/p/{programmeId}/${name}", params: z.object({ programmeId: z.uuid() }), body: model.New${name},
    reply: model.${name}, for: ["office"], zh: "新增", en: "Add" },
  change${name}: { method: "PATCH", path: "/p/{programmeId}/${name}/{id}", params: z.object({ programmeId: z.uuid(), id: model.${name}Id }),
    body: model.${name}Change, reply: model.${name}, for: ["office"], versioned: true, zh: "修改", en: "Change" },
  sign${name}: { method: "POST", path: "/p/{programmeId}/${name}/{id}/sign", params: z.object({ programmeId: z.uuid(), id: model.${name}Id }),
    body: z.object({ note: z.string().max(500).optional() }), reply: null, for: ["liaison"], versioned: true, zh: "签收", en: "Sign" },`,
  )
  .join("")}
});`;

const routesOf = (kernel: string, names: string[]) => `
import type { RoutesOf } from "${kernel}/../http/http.ts";
import type { z } from "zod";
import type { api } from "./contract.ts";
import type * as model from "./model.ts";
${names
  .map(
    (name) => `
declare const one${name}: z.infer<typeof model.${name}>;
declare const few${name}: z.infer<typeof model.${name}Page>;`,
  )
  .join("")}
export const routes: RoutesOf<typeof api> = {
${names
  .map(
    (name) => `
  list${name}: async (_tx, call, input) => ({ ...few${name}, total: input.limit + call.actor.unitIds.length }),
  get${name}: async (_tx, _call, input) => ({ ...one${name}, id: input.id }),
  add${name}: async (_tx, _call, input) => ({ ...one${name}, title: input.title, dueOn: input.dueOn }),
  change${name}: async (_tx, _call, input) => ({ ...one${name}, version: input.version + 1, text: input.text ?? "" }),
  sign${name}: async (_tx, _call, input) => void [input.id, input.note],`,
  )
  .join("")}
};`;

const clientOf = (kernel: string, names: string[]) => `
import { createClient } from "${kernel}/../http/client.ts";
import { api } from "./contract.ts";
const client = createClient(api);
${names
  .map(
    (name) => `
export async function use${name}(programmeId: string) {
  const page = await client.list${name}({ programmeId, state: "draft,issued", limit: 20 });
  const first = page.items[0] ?? (await client.add${name}({ programmeId, title: "演示数据" }));
  const whole = await client.get${name}({ programmeId, id: first.id });
  const changed = await client.change${name}({ programmeId, id: whole.id, version: whole.version, isPublic: true });
  await client.sign${name}({ programmeId, id: changed.id, version: changed.version, note: changed.text });
  return changed.parts.map((part) => part.weight);
}`,
  )
  .join("")}`;
