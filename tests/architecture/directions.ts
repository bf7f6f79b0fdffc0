// Who may import whom: app -> domain -> http, workbook, files, jobs -> kernel, app -> database -> kernel, and inside the domain only modules above in the list of modules.
import { type Check, isTest, layerOf, moduleOf, reach, roleOf, short, type Tree } from "./tree.ts";

/** The list of modules; each may import those before it. */
export const moduleOrder = [
  "audit",
  "organisations",
  "accounts",
  "pilot",
  "views",
  "evidence",
  "tasks",
  "ratings",
  "matters",
  "intake",
  "workbooks",
  "progress",
  "supervision",
  "meetings",
  "ministries",
  "overview",
  "policies",
  "projects",
  "linkage",
  "enterprises",
  "barriers",
  "promotion",
  "indicators",
  "restrictiveness",
  "risks",
  "cases",
  "evaluation",
  "publicity",
  "papers",
  "inbox",
  "notices",
  "search",
];

const source = (tree: Tree) => [...tree.values()].filter((file) => file.path.startsWith("src/") && !isTest(file.path));

/** Which layers a layer may import besides itself; app puts everything together. */
const below: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  database: ["kernel"],
  http: ["kernel"],
  workbook: ["kernel"],
  files: ["kernel"],
  jobs: ["kernel"],
  domain: ["http", "workbook", "files", "jobs", "kernel"],
  app: ["domain", "database", "http", "workbook", "files", "jobs", "kernel"],
};

export const layersPointDown: Check = (tree) =>
  source(tree).flatMap((file) =>
    file.imports.flatMap(({ target }) => {
      const [here, there] = [layerOf(file.path), target && layerOf(target)];
      if (!target || !there || !here || here === there || below[here]?.includes(there)) return [];
      if (file.path.endsWith(".tsx") && target.startsWith("src/app/web/")) return [];
      const mend =
        there === "app"
          ? "nobody imports app; let app pass it in, or register it in app/modules.ts"
          : here === "workbook"
            ? "the workbook folder knows cells, not what they mean; take the words and columns as arguments"
            : "the kernel knows nothing of ours; move the word into a module, or take it as an argument";
      return [`${short(file.path)} imports ${short(target)} — ${mend}`];
    }),
  );

export const modulesPointUp: Check = (tree) => {
  const faults: string[] = [];
  for (const file of tree.values()) {
    const here = moduleOf(file.path);
    if (!here) continue;
    if (!moduleOrder.includes(here))
      faults.push(
        `src/domain/${here} is not in the list of modules — add it to moduleOrder in tests/architecture/directions.ts`,
      );
    for (const { target } of file.imports) {
      const there = target && moduleOf(target);
      if (!there || isTest(file.path) || moduleOrder.indexOf(there) <= moduleOrder.indexOf(here)) continue;
      faults.push(
        `${short(file.path)} imports ${short(target)} — ${here} stands above ${there}; record an event or offer a registry that ${there} fills in app/modules.ts`,
      );
    }
  }
  return [...new Set(faults)];
};

export const storesArePrivate: Check = (tree) =>
  source(tree).flatMap((file) =>
    file.imports.flatMap(({ target }) =>
      target && roleOf(target) === "store" && moduleOf(target) !== moduleOf(file.path)
        ? [`${short(file.path)} imports ${short(target)} — a store is private; call ${moduleOf(target)}/service.ts`]
        : [],
    ),
  );

const sqlMark = /\bsql\s*`|\bsql\.(raw|ref|table)\b|\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\s*\(/;

export const sqlStaysInStores: Check = (tree) =>
  source(tree)
    .filter(
      (file) =>
        !["kernel", "http", "jobs", "database"].includes(layerOf(file.path) ?? "") && roleOf(file.path) !== "store",
    )
    .flatMap((file) => {
      const faults: string[] = [];
      if (file.imports.some(({ from, typeOnly }) => /^(kysely|pg|@electric-sql\/pglite)(\/|$)/.test(from) && !typeOnly))
        faults.push(`${short(file.path)} imports the database library — put the query into store.ts and call it`);
      else if (sqlMark.test(file.code))
        faults.push(`${short(file.path)} holds a query — put it into store.ts and call it`);
      return faults;
    });

/** Packages without input, output or clock, which rules may use. */
const purePackages = ["zod", "chinese-days/dist/chinese-days.json"];
const impureCode: [RegExp, string][] = [
  [/\bDate\.now\s*\(|\bnew Date\(\s*\)|\bperformance\.now\b|\bsystemClock\b/, "take the instant or day as an argument"],
  [/\bMath\.random\b|\bcrypto\.(random|getRandom)/, "take the value as an argument"],
  [/\bprocess\.|\bfetch\s*\(|\bconsole\./, "take the setting as an argument and return what is to be told"],
];

const isPureRoot = (path: string) => roleOf(path) === "rules" || /^src\/domain\/intake\/compile\//.test(path);

export const rulesArePure: Check = (tree) => {
  const faults = new Set<string>();
  for (const root of source(tree).filter((file) => isPureRoot(file.path)))
    for (const [path, way] of reach(tree, root.path, () => true)) {
      const via = way.length > 2 ? ` (through ${way.slice(1, -1).map(short).join(", ")})` : "";
      const file = tree.get(path);
      if (
        ["store", "service", "routes", "contract", "jobs", "page"].includes(roleOf(path) ?? "") ||
        layerOf(path) === "app"
      )
        faults.add(
          `${short(root.path)} imports ${short(path)}${via} — rules decide on facts; pass the rows in from service.ts`,
        );
      else if (file)
        for (const fault of impurities(file.path, file.code, file.imports))
          faults.add(`${short(root.path)}${way.length > 1 ? ` reaches ${short(path)}${via}, which` : ""} ${fault}`);
    }
  return [...faults];
};

function impurities(
  path: string,
  code: string,
  imports: readonly { from: string; target: string | null; typeOnly: boolean }[],
) {
  const faults = imports
    .filter(
      ({ from, target, typeOnly }) => !target && !typeOnly && !from.startsWith(".") && !purePackages.includes(from),
    )
    .map(({ from }) => `imports ${from} — rules only decide; do the work in service.ts and pass the facts in`);
  // The kernel's clock file offers both the system clock and pure calendar functions: only its users are judged.
  if (layerOf(path) !== "kernel")
    for (const [mark, mend] of impureCode) {
      const found = mark.exec(code)?.[0];
      if (found) faults.push(`uses ${found.trim()} — ${mend}`);
    }
  return faults;
}

export const contractsAreLight: Check = (tree) =>
  source(tree)
    .filter((file) => roleOf(file.path) === "contract")
    .flatMap((file) =>
      file.imports.flatMap(({ from, target }) => {
        const isFine = target
          ? ["model", "contract"].includes(roleOf(target) ?? "") ||
            (layerOf(target) === "kernel" && isPureKernel(tree, target))
          : from === "zod";
        return isFine
          ? []
          : [
              `${short(file.path)} imports ${target ? short(target) : from} — a contract is loaded by browser and command line; keep its shapes in model.ts`,
            ];
      }),
    );

const isPureKernel = (tree: Tree, path: string) =>
  [...reach(tree, path, (one) => !one.typeOnly).keys()].every((reached) =>
    (tree.get(reached)?.imports ?? []).every(({ target, from, typeOnly }) => target || typeOnly || from === "zod"),
  );

/** Files that run in the browser: every .tsx, and the web folder of app. */
const isWeb = (path: string) => path.endsWith(".tsx") || path.startsWith("src/app/web/");
const serverPackage =
  /^(node:|kysely|pg$|fastify|@fastify\/(?!$)|@electric-sql\/|@node-rs\/|pino|exceljs|mammoth|unpdf|commander)/;

export const browserStaysInBrowser: Check = (tree) =>
  source(tree)
    .filter((file) => isWeb(file.path))
    .flatMap((root) =>
      [...reach(tree, root.path, (one) => !one.typeOnly)].flatMap(([path, way]) => {
        const via = way.slice(1, -1).map(short).join(", ");
        const faults: string[] = [];
        if (["store", "service", "routes", "jobs"].includes(roleOf(path) ?? ""))
          faults.push(
            `${short(root.path)} imports ${short(path)}${via && ` (through ${via})`} — a screen asks the server: call the operation through the client`,
          );
        for (const { from, target, typeOnly } of tree.get(path)?.imports ?? [])
          if (!target && !typeOnly && serverPackage.test(from))
            faults.push(
              `${short(root.path)} reaches ${from} in ${short(path)} — that runs on the server only; import the pure part, or call an operation`,
            );
        return faults;
      }),
    );

export const noCycles: Check = (tree) => {
  const faults: string[] = [];
  for (const file of source(tree))
    for (const { target, lazy } of file.imports) {
      if (!target || lazy) continue;
      const back = reach(tree, target, (one) => !one.lazy).get(file.path);
      const cycle = back && [file.path, ...back];
      // Each cycle is told once, from its first file by name.
      if (cycle && [...cycle].sort()[0] === file.path)
        faults.push(`${cycle.map(short).join(" -> ")} — break the cycle: move what both need into the lower file`);
    }
  return faults;
};
