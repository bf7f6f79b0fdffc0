// One sentence on the paper: its gutter mark, its words, live readings behind the goals it names.
import { createContext, type ReactNode, useContext } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { lightWords } from "../../app/web/ui/ledger-words.ts";
import type { Run, Stop } from "./layout.ts";
import type { Piece } from "./layout-lines.ts";
import type { TasksById } from "./page-tasks.tsx";
import { stopId } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import type { GoalAt, Overview, Standing } from "./standing.ts";
import { textRuns } from "./type-setting.ts";
import "./page-sentence.css";

interface OnPaper {
  overview: Overview;
  tasks: TasksById;
  query: string;
  onlyBlank: boolean;
  /** Address of the section that begins at a place of the text. */
  sectionAt: ReadonlyMap<number, string>;
}

export const PaperContext = createContext<OnPaper>({
  overview: {
    standings: [],
    sections: [],
    whole: { lights: { green: 0, yellow: 0, red: 0, grey: 0 }, tasks: 0, blanks: 0, goals: 0, sentences: 0 },
    goals: new Map(),
  },
  tasks: new Map(),
  query: "",
  onlyBlank: false,
  sectionAt: new Map(),
});

export const usePaper = () => useContext(PaperContext);

export function Sentence({
  run,
  again,
  selected,
  reachable,
}: {
  run: Run;
  /** Does the same stand behind the sentence before it? */
  again: boolean;
  selected: boolean;
  reachable: boolean;
}) {
  const { overview } = usePaper();
  if (!run.stop) return <Pieces pieces={run.pieces} />;
  const { index, kind, change } = run.stop;
  const standing = overview.standings[index];
  return (
    <>
      <GutterMark standing={standing} again={again} />
      {/* biome-ignore lint/a11y/useSemanticElements: a button element cannot flow over several lines of a paragraph */}
      <span
        id={stopId(index)}
        data-stop={index}
        role="button"
        tabIndex={reachable ? 0 : -1}
        aria-pressed={selected}
        className={`s s-${kind} ${change ? `is-${change}` : ""}`}
      >
        <Pieces pieces={run.pieces} />
        <NewMark change={change} />
      </span>
    </>
  );
}

/** A quiet mark behind a sentence that came with this version or was reworded by it. */
export function NewMark({ change }: { change: Stop["change"] }) {
  const { say } = useMessages();
  if (!change) return null;
  const text = say(change === "added" ? words.planNew : words.planReworded);
  return (
    <sup className="s-new" title={text}>
      <span aria-hidden="true">{change === "added" ? "新" : "改"}</span>
      <span className="sr">{text}</span>
    </sup>
  );
}

/** The thin mark at the margin: a dot with the light, or a broken line where nothing is behind; words on hover and focus. */
export function GutterMark({ standing, again = false }: { standing: Standing | undefined; again?: boolean }) {
  const { say, word } = useMessages();
  if (!standing?.light && !standing?.blank) return null;
  const tasks = standing.behind.filter((one) => one.kind === "task").length;
  return (
    <span className={`gutter is-${standing.light ?? "blank"} ${again ? "is-again" : ""}`}>
      <span className="gutter-words">
        {standing.light ? word(lightWords[standing.light]) : say(words.planBlankShort)}
        {tasks > 1 ? ` ${tasks}` : ""}
      </span>
      <i aria-hidden="true" />
    </span>
  );
}

export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  const { overview } = usePaper();
  return pieces.map((piece, place) => {
    const goal = piece.marks.find((mark) => mark.kind === "goal");
    const at = goal && overview.goals.get(goal.start);
    // A sign behind a reading is set with it, so that no line begins with a comma.
    const sign = at && goal.end === piece.end ? signAtStart(pieces[place + 1]?.text) : "";
    const taken = wasRead(pieces[place - 1], overview) ? signAtStart(piece.text).length : 0;
    const text = piece.text.slice(taken);
    if (at)
      return (
        <span key={piece.start} className="goal">
          <Words text={text} strong={numberOf(goal.facts)} />
          {goal.end === piece.end ? (
            <span className="goal-reading">
              <GoalChip goal={at} />
              <Words text={sign} />
            </span>
          ) : null}
        </span>
      );
    return (
      <span key={piece.start} className={piece.marks.length > 0 ? "named" : undefined}>
        <Words text={text} />
      </span>
    );
  });
}

const signAtStart = (text: string | undefined) =>
  /^[,;:)\u3001\u3002\uff0c\uff1b\uff1a\uff09]/u.exec(text ?? "")?.[0] ?? "";

/** Does a reading stand at the end of this piece? */
function wasRead(piece: Piece | undefined, overview: Overview): boolean {
  const goal = piece?.marks.find((mark) => mark.kind === "goal");
  return goal !== undefined && goal.end === piece?.end && overview.goals.has(goal.start);
}

const numberOf = (facts: Record<string, unknown>): string | null =>
  typeof facts.value === "number" ? `${facts.value}${typeof facts.unit === "string" ? facts.unit : ""}` : null;

function GoalChip({ goal }: { goal: GoalAt }) {
  const { say, word } = useMessages();
  return (
    <span className={`goal-chip no-print is-${goal.reading?.light ?? "none"}`}>
      <i aria-hidden="true" />
      {goal.reading ? word(goal.reading) : say(words.planNoReading)}
    </span>
  );
}

/** Text with found words marked, the goal's number set firmly, and half-width signs given the room Chinese signs have. */
export function Words({ text, strong = null }: { text: string; strong?: string | null }) {
  const { query } = usePaper();
  return textRuns(text, query, strong).map((run) => {
    const key = run.start;
    let node: ReactNode = run.text;
    if (run.sign) node = <span className={`sign-${run.sign}`}>{node}</span>;
    if (run.strong) node = <b>{node}</b>;
    return run.found ? <mark key={key}>{node}</mark> : <span key={key}>{node}</span>;
  });
}
