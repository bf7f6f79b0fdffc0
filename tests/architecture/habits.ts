// Habits inside files: they open with a comment, export by name, keep transactions whole and stay inside the house.
import { type Check, codeOf, isTest, short } from "./tree.ts";

export const filesOpenWithAComment: Check = (tree) =>
  codeOf(tree)
    .filter((file) => !isTest(file.path) && !/\.config\.ts$/.test(file.path))
    .filter((file) => !/^(#![^\n]*\n)?\s*(\/\/ (?!biome-ignore)|\/\*\*? )/.test(file.text))
    .map(
      (file) => `${short(file.path)} opens without a comment — say in one line what it decides and from which document`,
    );

export const noDefaultExports: Check = (tree) =>
  codeOf(tree)
    .filter((file) => !/\.config\.ts$/.test(file.path) && /^\s*export\s+default\b|\bas default\b/m.test(file.code))
    .map((file) => `${short(file.path)} has a default export — export it by its name`);

export const noBareToDo: Check = (tree) =>
  codeOf(tree)
    .filter((file) => !file.path.startsWith("tests/architecture"))
    .flatMap((file) =>
      [...file.text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b(?!\s*\(?#\d+)/g)].map(
        (found) =>
          `${short(file.path)}:${lineAt(file.text, found.index)} has ${found[1]} without an issue number — do it, or write ${found[1]} #12`,
      ),
    );

const lineAt = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

/** Arrow or function with a parameter `tx`: the outer handle must not be used inside. */
const transactionOpens = /(?:\(\s*tx\s*(?::[^,)=]*)?(?:,[^)]*)?\)|\btx)\s*(?::[^={]*)?=>\s*/g;

export const transactionsUseTheirOwnHandle: Check = (tree) =>
  codeOf(tree)
    .filter((file) => file.path.startsWith("src/"))
    .flatMap((file) =>
      [...file.code.matchAll(transactionOpens)].flatMap((opening) => {
        const start = opening.index + opening[0].length;
        const body = file.code.slice(start, endOfExpression(file.code, start));
        const found = /\bdb\s*[.,)]/.exec(body);
        return found
          ? [
              `${short(file.path)}:${lineAt(file.text, start + found.index)} uses db inside a transaction — use tx; the embedded engine has one connection and would wait for itself`,
            ]
          : [];
      }),
    );

function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const letter = text[at] as string;
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) {
      depth--;
      if (depth < 0) return at;
      if (depth === 0 && letter === "}" && text[start] === "{") return at + 1;
    } else if (depth === 0 && (letter === ";" || letter === ",")) return at;
  }
  return text.length;
}

/** Names that are no addresses to fetch from: XML namespaces and this machine. */
const harmlessAddress = /^https?:\/\/(www\.w3\.org\/|127\.0\.0\.1|localhost)/;

export const nothingFromOutside: Check = (tree) =>
  [...tree.values()]
    .filter((file) => /\.tsx$|^src\/app\/web\/|^index\.html$/.test(file.path) && !isTest(file.path))
    .flatMap((file) =>
      [...file.text.matchAll(/https?:\/\/[^\s"'`)]+|["'(]\/\/[a-z0-9-]+\.[a-z]/gi)]
        .filter(([address]) => !harmlessAddress.test(address))
        .map(
          ([address]) =>
            `${short(file.path)} names ${address} — the product runs behind a firewall; ship the file as a package and serve it ourselves`,
        ),
    );

const domainWord = /\b(?:task|ledger|pilot|programme|district|milestone|department|indicator|barrier)s?(?![a-z])/i;

export const kernelKnowsNoDomainWord: Check = (tree) =>
  codeOf(tree)
    .filter((file) => file.path.startsWith("src/kernel/") && !isTest(file.path))
    .flatMap((file) => {
      const found = domainWord.exec(file.code);
      return found
        ? [
            `${short(file.path)}:${lineAt(file.text, found.index)} says “${found[0]}” — the kernel knows no domain word; take it as an argument from the module`,
          ]
        : [];
    });
