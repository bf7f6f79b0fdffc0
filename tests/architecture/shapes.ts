// The shape of folders and files: same names in every module, small files, names that say what they decide, no barrels.
import { type Check, codeOf, isTest, moduleOf, short } from "./tree.ts";

/** Each is a file, or a folder of the same name when it has grown. */
const moduleParts = [
  "model.ts",
  "rules.ts",
  "store.ts",
  "service.ts",
  "contract.ts",
  "routes.ts",
  "README.md",
  "rules.test.ts",
  "api.test.ts",
  "page.tsx",
];

/** Parts that a module does not have, and why. */
const without: Readonly<Record<string, readonly string[]>> = {
  audit: ["page.tsx"], // its table is drawn by the administrators' screen of app/web
  inbox: ["store.ts"], // it keeps nothing: the sources are asked each time
};

const largest = { source: 400, kernel: 1500, readme: 20 };

/** Files that may be longer than 400 lines, with the reason. */
const longFiles: Readonly<Record<string, string>> = {
  "src/domain/tables.ts": "generated from the migrations",
  "src/app/web/messages/zh.ts": "one line per sentence",
  "src/app/web/messages/en.ts": "one line per sentence",
};

const bannedName = /^(util|utils|helper|helpers|common|manager|managers|handler|handlers|data|info|misc)$/;

const lines = (text: string) => text.replace(/\n$/, "").split("\n").length;

export const modulesHaveTheirParts: Check = (tree) => {
  const paths = [...tree.keys()];
  const modules = new Set(paths.flatMap((path) => moduleOf(path) ?? []));
  return [...modules].flatMap((name) =>
    moduleParts
      .filter((part) => !without[name]?.includes(part))
      .filter((part) => {
        const place = `src/domain/${name}/${part}`;
        const folder = `${place.replace(/\.[^.]+$/, "")}/`;
        const family = place.replace(/\.tsx$/, "-");
        const inFamily = (path: string) => part === "page.tsx" && path.startsWith(family);
        return !tree.has(place) && !paths.some((path) => path.startsWith(folder) || inFamily(path));
      })
      .map(
        (part) => `src/domain/${name} has no ${part} — every module has the same parts; add it (see CONTRIBUTING.md)`,
      ),
  );
};

export const filesAreSmall: Check = (tree) => {
  const faults = codeOf(tree)
    .filter((file) => !(file.path in longFiles) && lines(file.text) > largest.source)
    .map(
      (file) =>
        `${short(file.path)} has ${lines(file.text)} lines, more than ${largest.source} — split it by noun or act`,
    );
  for (const file of tree.values())
    if (/^src\/domain\/[^/]+\/README\.md$/.test(file.path) && lines(file.text) > largest.readme)
      faults.push(
        `${short(file.path)} has ${lines(file.text)} lines, more than ${largest.readme} — keep purpose, sources and “Not here:”`,
      );
  return faults;
};

export const kernelIsSmall: Check = (tree) => {
  const total = codeOf(tree)
    .filter((file) => file.path.startsWith("src/kernel/") && !isTest(file.path))
    .reduce((sum, file) => sum + lines(file.text), 0);
  return total > largest.kernel
    ? [
        `src/kernel has ${total} lines, more than ${largest.kernel} — give something to a kept library or to the one module that uses it`,
      ]
    : [];
};

export const namesSayWhat: Check = (tree) =>
  [...tree.keys()].flatMap((path) => {
    const bad = path
      .replace(/(\.test|\.spec)?\.[^./]+$/, "")
      .split("/")
      .map((segment) => segment.split(/[.-]/).at(-1) ?? "")
      .find((word) => bannedName.test(word));
    const faults = bad
      ? [`${path} is named “${bad}” — name it after what it decides, or put it into its only caller`]
      : [];
    if (/\/index\.tsx?$/.test(path)) faults.push(`${path} is a barrel — import the file that has it`);
    if (/\.(ts|tsx|mjs)$/.test(path) && !/^[a-z0-9.-]+$/.test(path.slice(path.lastIndexOf("/") + 1)))
      faults.push(`${path} is not kebab-case — rename it`);
    return faults;
  });
