// Two versions of a plan side by side: what is unchanged is folded away, what differs is marked by sign, line and colour.
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, memo, type ReactNode, useMemo, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Kbd } from "../../app/web/ui/kbd.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import type { Behind } from "./model.ts";
import { type Comparison, type Pair, type PairKind, type PairSide, pairFields, pairKinds } from "./model-comparison.ts";
import { words } from "./page-words.ts";
import "./page-pairs.css";

/** `changes`: everything but what is unchanged; `all`: the whole plan. */
export type Shown = "changes" | "all" | Exclude<PairKind, "same">;

export interface PairsProps {
  comparison: Pick<Comparison, "pairs" | "marks" | "counts" | "complete">;
  behind: readonly Behind[];
  programmeId: string;
  /** What stands over the two columns. */
  before: ReactNode;
  after: ReactNode;
  shown: Shown;
  onShow: (shown: Shown) => void;
  /** Drawn below a pair: what a person decides about it. Pairs that need a decision are never folded. */
  decide?: (pair: Pair) => ReactNode;
  needsDecision?: (pair: Pair) => boolean;
}

const isChange = (pair: Pair) => pair.kind !== "same";

export function Pairs(props: PairsProps) {
  const { comparison, shown, needsDecision } = props;
  const { say } = useMessages();
  const list = useRef<HTMLOListElement>(null);
  const rows = useMemo(() => rowsOf(comparison.pairs, shown, needsDecision), [comparison.pairs, shown, needsDecision]);
  const [most, setMost] = useState(step);
  const walk = (event: KeyboardEvent) => {
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea, button");
    if (!by || event.ctrlKey || event.metaKey || event.altKey || (isTyping && event.key.startsWith("Arrow"))) return;
    const places = [...(list.current?.querySelectorAll<HTMLElement>(":scope > .pair") ?? [])];
    const at = places.findIndex((place) => place.contains(document.activeElement));
    const next = places[Math.max(0, Math.min(places.length - 1, at + by))];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  return (
    <section className="pairs" aria-label={say(words.compareTitle)} onKeyDown={walk}>
      <Filter {...props} />
      {comparison.complete ? null : <p className="pairs-note">{say(words.compareIncomplete)}</p>}
      <Marks marks={comparison.marks} />
      <div className="pairs-head">
        <div>{props.before}</div>
        <div>{props.after}</div>
      </div>
      {comparison.pairs.some(isChange) ? null : <p className="pairs-none">{say(words.compareNothing)}</p>}
      <ol ref={list} className="pairs-list" lang="zh-CN">
        {rows
          .slice(0, most)
          .map((row) =>
            row.folded ? (
              <Folded key={row.key} pairs={row.folded} props={props} />
            ) : (
              <PairRow key={row.key} pair={row.pair} path={row.path} isFirst={row.isFirst} props={props} />
            ),
          )}
      </ol>
      {rows.length > most ? <Button onClick={() => setMost(most + step)}>{say("more")}</Button> : null}
      <p className="pairs-keys muted no-print">
        <Kbd>j</Kbd> <Kbd>k</Kbd> {say(words.compareKeys)}
      </p>
    </section>
  );
}

/** Rows drawn before “show more”. */
const step = 400;

interface Row {
  key: string;
  pair: Pair;
  /** The headings above, where they are not those of the row before. */
  path: readonly string[] | null;
  /** The keyboard comes in here. */
  isFirst: boolean;
  folded?: readonly Pair[];
}

function rowsOf(pairs: readonly Pair[], shown: Shown, needsDecision: (pair: Pair) => boolean = () => false): Row[] {
  const rows: Row[] = [];
  let quiet: Pair[] = [];
  let above = "";
  const fold = () => {
    const [first] = quiet;
    if (first) rows.push({ key: `folded ${keyOf(first)}`, pair: first, path: null, isFirst: false, folded: quiet });
    quiet = [];
  };
  for (const pair of pairs) {
    const isOpen = isChange(pair) || needsDecision(pair);
    const isWanted = shown === "all" || (shown === "changes" ? isOpen : pair.kind === shown);
    if (!isWanted) {
      if (shown === "changes") quiet.push(pair);
      continue;
    }
    fold();
    const side = pair.after ?? pair.before;
    const path = (side?.level ? side.path.slice(0, -1) : side?.path) ?? [];
    const isNew = path.join("\n") !== above && shown !== "all";
    above = path.join("\n");
    rows.push({ key: keyOf(pair), pair, path: isNew && path.length > 0 ? path : null, isFirst: false });
  }
  fold();
  const first = rows.find((row) => !row.folded);
  if (first) first.isFirst = true;
  return rows;
}

const keyOf = (pair: Pair) =>
  `${pair.before?.kind ?? ""}${pair.before?.start ?? ""}-${pair.after?.kind ?? ""}${pair.after?.start ?? ""}`;

function Folded({ pairs, props }: { pairs: readonly Pair[]; props: PairsProps }) {
  const { say } = useMessages();
  const [open, setOpen] = useState(false);
  if (open)
    return pairs.map((pair) => <PairRow key={keyOf(pair)} pair={pair} path={null} isFirst={false} props={props} />);
  return (
    <li className="pairs-folded">
      <button type="button" onClick={() => setOpen(true)}>
        {say(words.compareFolded, { count: pairs.length })}
      </button>
    </li>
  );
}

function Filter({ comparison, shown, onShow }: PairsProps) {
  const { say, word } = useMessages();
  const { counts } = comparison;
  const kinds = (Object.keys(pairKinds) as PairKind[]).filter((kind) => kind !== "same");
  const changes = kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  return (
    <fieldset className="pairs-filter no-print">
      <legend className="sr">{say(words.compareShow)}</legend>
      <Chip pressed={shown === "changes"} onPress={() => onShow("changes")}>
        {say(words.compareChanges)} <b>{changes}</b>
      </Chip>
      {kinds
        .filter((kind) => (counts[kind] ?? 0) > 0 || shown === kind)
        .map((kind) => (
          <Chip key={kind} pressed={shown === kind} onPress={() => onShow(shown === kind ? "changes" : kind)}>
            <i className={`pair-sign is-${kind}`} aria-hidden="true" />
            {word(pairKinds[kind])} <b>{counts[kind] ?? 0}</b>
          </Chip>
        ))}
      <Chip pressed={shown === "all"} onPress={() => onShow("all")}>
        {say(words.compareAll)}
      </Chip>
    </fieldset>
  );
}

/** Goals whose numbers changed, and bodies, mechanisms and fields that came or went. */
function Marks({ marks }: { marks: readonly Pair[] }) {
  const { say, word } = useMessages();
  const changed = marks.filter((pair) => ["changed", "added", "dropped"].includes(pair.kind));
  if (changed.length === 0) return null;
  return (
    <ul className="pairs-marks" aria-label={say(words.compareMarks)}>
      {changed.map((pair) => {
        const side = (pair.after ?? pair.before) as PairSide;
        const kind = side.kind as keyof typeof markWords;
        return (
          <li key={keyOf(pair)}>
            <i className={`pair-sign is-${pair.kind}`} aria-hidden="true" />
            <span className="muted">
              {word(markWords[kind])} · {word(pairKinds[pair.kind])}
            </span>{" "}
            <MarkText pair={pair} />
          </li>
        );
      })}
    </ul>
  );
}

function MarkText({ pair: { before, after, fields } }: { pair: Pair }) {
  if (before && after && before.text === after.text)
    return (
      <>
        <span className="pairs-mark" lang="zh-CN">
          {after.text}
        </span>
        <Fields fields={fields} />
      </>
    );
  return (
    <>
      {before ? <del lang="zh-CN">{before.text}</del> : null}
      {before && after ? <span aria-hidden="true">→</span> : null}
      {after ? <ins lang="zh-CN">{after.text}</ins> : null}
    </>
  );
}

const markWords = {
  goal: words.compareGoal,
  body: words.compareBody,
  mechanism: words.compareMechanism,
  keyField: words.compareKeyField,
};

const PairRow = memo(function PairRow({
  pair,
  path,
  isFirst,
  props,
}: {
  pair: Pair;
  path: readonly string[] | null;
  isFirst: boolean;
  props: PairsProps;
}) {
  const { word } = useMessages();
  const hanging = useMemo(
    () => (endsHere(pair) ? props.behind.filter((one) => one.contentKey === pair.before?.contentKey) : []),
    [props.behind, pair],
  );
  return (
    <li className={`pair is-${pair.kind}`} tabIndex={isFirst ? 0 : -1}>
      {path ? <p className="pair-path">{path.join(" › ")}</p> : null}
      <p className="pair-kind">
        <i className={`pair-sign is-${pair.kind}`} aria-hidden="true" />
        {word(pairKinds[pair.kind])}
        {pair.moved && pair.kind === "changed" ? <small>{word(pairKinds.moved)}</small> : null}
      </p>
      <SideText side={pair.before} part="before" />
      <SideText side={pair.after} part="after" />
      <Fields fields={pair.fields} />
      {hanging.length > 0 ? <Hanging behind={hanging} programmeId={props.programmeId} /> : null}
      {props.decide?.(pair)}
    </li>
  );
});

/** Where only place or number changed, what hangs on a sentence stays: nothing is to be thought about. */
const endsHere = (pair: Pair) => pair.kind === "changed" || pair.kind === "dropped";

function SideText({ side, part }: { side: PairSide | null; part: "before" | "after" }) {
  const { say } = useMessages();
  if (!side)
    return (
      <p className={`pair-text pair-${part} is-missing`}>
        {say(part === "before" ? words.compareNotBefore : words.compareNotAfter)}
      </p>
    );
  return (
    <p className={`pair-text pair-${part} ${side.level > 0 ? "is-heading" : ""}`}>
      <span className="sr">{say(part === "before" ? words.compareBefore : words.compareAfter)}: </span>
      {side.kind === "row" && side.number ? <span className="pair-number">{side.number}</span> : null}
      <Marked side={side} part={part} />
    </p>
  );
}

function Marked({ side, part }: { side: PairSide; part: "before" | "after" }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of side.differs) {
    if (start > at) pieces.push(side.text.slice(at, start));
    const text = side.text.slice(start, end);
    pieces.push(part === "before" ? <del key={start}>{text}</del> : <ins key={start}>{text}</ins>);
    at = end;
  }
  pieces.push(side.text.slice(at));
  return pieces;
}

/** Units, time limit or value beside the words, before and after. */
export function Fields({ fields }: { fields: Pair["fields"] }) {
  const { say, word } = useMessages();
  if (fields.length === 0) return null;
  return (
    <ul className="pair-fields">
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          <span className="muted">{word(pairFields[field])}</span>
          <del>{before ?? say("none")}</del>
          <span aria-hidden="true">→</span>
          <ins>{after ?? say("none")}</ins>
        </li>
      ))}
    </ul>
  );
}

function Hanging({ behind, programmeId }: { behind: readonly Behind[]; programmeId: string }) {
  const { say, word } = useMessages();
  return (
    <ul className="pair-hanging" aria-label={say(words.compareHanging)}>
      {behind.map((one) => (
        <li key={`${one.kind} ${one.id} ${one.linked}`}>
          {one.light ? <Light light={one.light} compact /> : null}
          {one.kind === "task" ? (
            <Link to="/p/$programmeId/tasks/$taskId" params={{ programmeId, taskId: one.id }}>
              {one.title}
            </Link>
          ) : (
            one.title
          )}
          <span className="muted">
            {word(one.hint)}
            {one.linked ? ` · ${say(words.compareLinked)}` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}
