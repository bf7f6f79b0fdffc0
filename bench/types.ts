// What the contract tables cost the type checker: 300 dummy operations in 20 contracts, with routes and a client that
// uses each, against the same project without them (decision 0014). Run: node bench/types.ts
import { type Checked, checkTypes, inProject, type Part, writeModules } from "./types-project.ts";

const operationsPerNoun = 5;
const runs = 3;

interface Case {
  name: string;
  part: Part;
  modules: number;
  nouns: number;
}

const cases: readonly Case[] = [
  { name: "kernel and packages alone", part: "kernel", modules: 0, nouns: 0 },
  { name: "and the shapes of 300 operations", part: "shapes", modules: 20, nouns: 3 },
  { name: "and 300 operations, routes, client", part: "whole", modules: 20, nouns: 3 },
  { name: "the same with 600 operations", part: "whole", modules: 40, nouns: 3 },
];

const middle = (figures: number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

async function measure({ part, modules, nouns }: Case): Promise<Omit<Checked, "errors">> {
  return inProject(async (folder, kernel) => {
    await writeModules(folder, kernel, modules, nouns, part);
    const checked: Checked[] = [];
    for (let run = 0; run < runs; run += 1) checked.push(await checkTypes(folder));
    const [error] = checked.flatMap((one) => one.errors);
    if (error) throw new Error(`The dummy project does not type-check: ${error}. Mend bench/types-project.ts.`);
    return {
      seconds: middle(checked.map((one) => one.seconds)),
      megabytes: middle(checked.map((one) => one.megabytes)),
      instantiations: middle(checked.map((one) => one.instantiations)),
    };
  });
}

console.log("project".padEnd(38), "operations", "seconds", "     MB", "instantiations");
for (const one of cases) {
  const { seconds, megabytes, instantiations } = await measure(one);
  const operations = one.part === "whole" ? one.modules * one.nouns * operationsPerNoun : 0;
  console.log(
    one.name.padEnd(38),
    String(operations).padStart(10),
    seconds.toFixed(2).padStart(7),
    String(megabytes).padStart(7),
    String(instantiations).padStart(14),
  );
}
