// The source as the architecture checks see it: files, what they import, and their code without comments and strings.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";

interface Import {
  /** As written. */
  from: string;
  /** The file of ours it names, or null for a package. */
  target: string | null;
  /** Is it gone after type stripping? */
  typeOnly: boolean;
  /** Is it loaded only when it is needed, by import()? */
  lazy: boolean;
}

export interface SourceFile {
  path: string;
  text: string;
  /** The text with comments and the contents of strings blanked, at the same offsets. */
  code: string;
  imports: readonly Import[];
}

export type Tree = ReadonlyMap<string, SourceFile>;

/** A check returns one line per fault: where, what, and how to mend it. */
export type Check = (tree: Tree) => string[];

const commentOrString = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;
const importFrom = /^[ \t]*(?:import|export)\b(?<words>[^;"'`]*?)\bfrom\s*"(?<from>[^"\n]+)"/gm;
const importAlone = /\bimport\s*(?<lazy>\()?\s*"(?<from>[^"\n]+)"/g;

/** Reads the files below the given folders of the project. */
export function readTree(root: string, folders: readonly string[]): Tree {
  const texts: Record<string, string> = {};
  for (const folder of folders)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      const path = posix.join(folder, name.replaceAll("\\", "/"));
      const isText = /\.(ts|tsx|mjs|md|css|html|sql)$/.test(path);
      if (isText && statSync(join(root, path)).isFile()) texts[path] = readFileSync(join(root, path), "utf8");
    }
  return treeOf(texts);
}

/** A tree from texts by path, for the real source and for the bad samples alike. */
export function treeOf(texts: Readonly<Record<string, string>>): Tree {
  const paths = new Set(Object.keys(texts));
  return new Map(
    Object.entries(texts).map(([path, text]) => {
      const isCode = /\.(ts|tsx|mjs)$/.test(path);
      const file = {
        path,
        text,
        code: isCode ? blank(text) : text,
        imports: isCode ? importsOf(path, text, paths) : [],
      };
      return [path, file];
    }),
  );
}

function blank(text: string): string {
  const spaces = (found: string) => found.replace(/[^\n]/g, " ");
  return text.replace(commentOrString, (found) =>
    found.startsWith("/") ? spaces(found) : found[0] + spaces(found.slice(1, -1)) + found[0],
  );
}

function importsOf(path: string, text: string, paths: ReadonlySet<string>): Import[] {
  const code = text.replace(commentOrString, (found) => (found.startsWith("/") ? "" : found));
  const named = [...code.matchAll(importFrom)].map(({ groups }) => ({
    from: groups?.from ?? "",
    typeOnly: /^\s*type\b/.test(groups?.words ?? ""),
    lazy: false,
  }));
  const alone = [...code.matchAll(importAlone)].map(({ groups }) => ({
    from: groups?.from ?? "",
    typeOnly: false,
    lazy: groups?.lazy !== undefined,
  }));
  return [...named, ...alone].map((one) => ({ ...one, target: targetOf(path, one.from, paths) }));
}

function targetOf(path: string, from: string, paths: ReadonlySet<string>): string | null {
  if (!from.startsWith(".")) return null;
  const target = posix.normalize(posix.join(posix.dirname(path), from));
  return paths.has(target) || target.startsWith("src/") ? target : null;
}

/** The module a path lies in, or null outside `src/domain`. */
export const moduleOf = (path: string) => /^src\/domain\/([^/]+)\//.exec(path)?.[1] ?? null;

export const codeOf = (tree: Tree) => [...tree.values()].filter((file) => /\.(ts|tsx|mjs)$/.test(file.path));

export const layerOf = (path: string) =>
  /^src\/(kernel|http|database|workbook|files|jobs|domain|app)\//.exec(path)?.[1] ?? null;

export const isTest = (path: string) => path.endsWith(".test.ts") || path.startsWith("tests/");

/** The part a file plays in its module: `store` for store.ts, store-names.ts, store/names.ts, people-store.ts and grid/store.ts. */
export function roleOf(path: string): string | null {
  const inside = /^src\/domain\/[^/]+\/(.+)\.tsx?$/.exec(path)?.[1];
  if (!inside || isTest(path)) return null;
  const named =
    /(?:^|\/)(model|rules|store|service|contract|routes|jobs|page)(?=[-/]|$)|(?<=-)(rules|store|service)$/.exec(inside);
  return named?.[1] ?? named?.[2] ?? null;
}

/** Every file that loading `start` loads, with the path of imports that leads there. */
export function reach(tree: Tree, start: string, follow: (one: Import) => boolean): Map<string, string[]> {
  const ways = new Map<string, string[]>([[start, [start]]]);
  for (const [path, way] of ways)
    for (const one of tree.get(path)?.imports ?? [])
      if (one.target && follow(one) && !ways.has(one.target)) ways.set(one.target, [...way, one.target]);
  return ways;
}

export const short = (path: string) => path.replace(/^src\/(domain\/)?/, "");
