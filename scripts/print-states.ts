// A transition table as a page: the diagram, and each act with who may do it and what it asks for.
import { type Act, drawDiagram } from "../src/kernel/state-machine.ts";
import type { ActPaper } from "./act-papers.ts";
import { generatedFrom, printTable } from "./markdown.ts";

const noteWords = {
  required: { zh: "必填", en: "required" },
  optional: { zh: "可填", en: "optional" },
} as const;

type Words = Readonly<Record<string, { zh: string; en: string }>>;

/** The page of one transition table. Acts that keep the state are left out of the diagram and stand in the table. */
export function printStates(paper: ActPaper): string {
  const moves = Object.fromEntries(Object.entries(paper.acts).filter(([, act]) => act.to !== null));
  const waiting = Object.keys(paper.acts).filter((name) => paper.ready && !paper.ready.includes(name));
  const rows = Object.values(paper.acts).map((act) => rowOf(act, paper));
  return `${[
    generatedFrom(`\`${paper.table}\` in ${paper.file}`),
    `# ${paper.zh}的状态与办理 · ${paper.en}: states and acts`,
    ...(waiting.length > 0 ? [`尚未开通 Not carried out yet: ${list(waiting, paper.acts)}.`] : []),
    `\`\`\`mermaid\n${drawDiagram(moves, paper.states, paper.start)}\`\`\``,
    printTable(
      [
        "办理 Act",
        "自 From",
        "至 To",
        "由 By",
        "条件 Needs",
        "意见 Note",
        "不得由 Not by whoever did",
        "工作日 Working days",
        "依据 Source",
      ],
      rows,
    ),
  ].join("\n\n")}\n`;
}

function rowOf(act: Act<string, string, string>, { acts, others, states, parties, needs }: ActPaper): string[] {
  return [
    both(act),
    listStates(act.from, states),
    act.to === null ? "不变 stays" : list([act.to], states),
    list(act.by, parties),
    list(act.needs ?? [], needs),
    act.note ? both(noteWords[act.note]) : "",
    list(act.notBy ?? [], { ...others, ...acts }),
    act.workingDays === undefined ? "" : String(act.workingDays),
    act.source ?? "",
  ];
}

const both = ({ zh, en }: { zh: string; en: string }) => `${zh} ${en}`;

/** Where most states are meant, the others are named. */
function listStates(from: readonly string[], states: Words): string {
  const others = Object.keys(states).filter((state) => !from.includes(state));
  if (others.length === 0) return "任何状态 any";
  if (others.length >= from.length / 2) return list(from, states);
  const [zh, en] = (["zh", "en"] as const).map((language) => others.map((state) => states[state]?.[language]));
  return `除${zh?.join("、")}外 any but ${en?.join(", ")}`;
}

function list(codes: readonly string[], words: Words): string {
  return codes
    .map((code) => {
      const word = words[code];
      if (!word) throw new Error(`“${code}” has no words: add it to the table that scripts/act-papers.ts names`);
      return both(word);
    })
    .join("、");
}
