// 这一句背后: what stands behind the chosen sentence, or how a section or the whole plan stands.
import { useEffect, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Kbd } from "../../app/web/ui/kbd.tsx";
import type { Layout, Stop } from "./layout.ts";
import { elementKinds, type Plan } from "./model.ts";
import { BehindList } from "./page-behind-list.tsx";
import { GoalReadings } from "./page-goal.tsx";
import { LinkDialog } from "./page-link.tsx";
import { LightCounts, LightStrip } from "./page-strip.tsx";
import type { TasksById } from "./page-tasks.tsx";
import type { Walk } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import type { Overview, Standing, Sums } from "./standing.ts";
import "./page-behind.css";

interface PanelProps {
  plan: Plan;
  layout: Layout;
  overview: Overview;
  tasks: TasksById;
  walk: Walk;
  canLink: boolean;
  onOnlyBlank: () => void;
}

export function BehindPanel(props: PanelProps) {
  const { say } = useMessages();
  const { walk, layout, overview } = props;
  const stop = walk.selected === null ? undefined : layout.stops[walk.selected];
  const standing = stop && overview.standings[stop.index];
  // A heading that is itself a task is asked like a sentence.
  const asSentence = stop && standing && (stop.kind !== "heading" || standing.behind.length > 0);
  const panel = useRef<HTMLElement>(null);
  // A new sentence is read from the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the choice moves
  useEffect(() => {
    panel.current?.scrollTo(0, 0);
  }, [walk.selected]);
  return (
    <aside
      ref={panel}
      className={`behind no-print ${walk.raised && stop ? "is-raised" : ""}`}
      aria-label={say(words.planBehind)}
      onKeyDown={(event) => event.key === "Escape" && walk.lower()}
    >
      <Button kind="quiet" className="behind-close" onClick={walk.lower} aria-label={say(words.close)}>
        ×
      </Button>
      {asSentence ? (
        <OfSentence {...props} stop={stop} standing={standing} />
      ) : (
        <OfSection {...props} stop={stop ?? null} />
      )}
    </aside>
  );
}

function OfSentence({ stop, standing, ...props }: PanelProps & { stop: Stop; standing: Standing }) {
  const { say } = useMessages();
  const [linking, setLinking] = useState(false);
  const mentions = props.plan.elements.filter(
    (one) =>
      (one.kind === "body" || one.kind === "mechanism" || one.kind === "keyField") &&
      one.start >= stop.start &&
      one.end <= stop.end,
  );
  return (
    <>
      <p className="behind-kind">{say(stop.kind === "row" ? words.planBehindRow : words.planBehind)}</p>
      <blockquote lang="zh-CN">{stop.quote}</blockquote>
      <GoalReadings goals={standing.goals} />
      {standing.behind.length > 0 ? (
        <BehindList
          plan={props.plan}
          stop={stop}
          behind={standing.behind}
          tasks={props.tasks}
          canUnlink={props.canLink}
        />
      ) : standing.goals.some((goal) => goal.reading) ? null : (
        <div className="behind-nothing">
          <b>{say(words.planBlank)}</b>
          <p>{say(props.canLink ? words.planBlankNext : words.planBlankNextOther)}</p>
        </div>
      )}
      {mentions.length > 0 ? <Mentions mentions={mentions} /> : null}
      <div className="behind-acts">
        {props.canLink ? <Button onClick={() => setLinking(true)}>{say(words.planLink)}</Button> : null}
        <CopyAddress stop={stop} />
        {props.overview.whole.blanks > 0 && standing.blank ? (
          <Button kind="quiet" onClick={props.onOnlyBlank}>
            {say(words.planOnlyBlank)}
          </Button>
        ) : null}
      </div>
      {linking ? (
        <LinkDialog plan={props.plan} stop={stop} linked={standing.behind} onClose={() => setLinking(false)} />
      ) : null}
    </>
  );
}

function Mentions({ mentions }: { mentions: Plan["elements"] }) {
  const { word } = useMessages();
  const kinds = Map.groupBy(mentions, (one) => one.kind);
  return [...kinds].map(([kind, ones]) => (
    <section key={kind}>
      <h3>
        {word(elementKinds[kind])} <small>{ones.length}</small>
      </h3>
      <ul className="behind-names" lang="zh-CN">
        {[...new Set(ones.map((one) => one.text))].map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  ));
}

function CopyAddress({ stop }: { stop: Stop }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const copy = async () => {
    const address = new URL(location.href);
    address.searchParams.set("at", stop.keys[0] ?? "");
    await navigator.clipboard.writeText(address.href);
    announce(say(words.planCopied));
  };
  // Browsers offer the clipboard on secure pages only.
  if (!navigator.clipboard) return null;
  return <Button onClick={() => void copy()}>{say(words.planCopy)}</Button>;
}

function OfSection({ plan, layout, overview, stop, onOnlyBlank }: PanelProps & { stop: Stop | null }) {
  const { say } = useMessages();
  const section = stop ? layout.sections.findLast((one) => one.start <= stop.start && one.end > stop.start) : undefined;
  const sums = (section ? overview.sections[section.index] : overview.whole) as Sums;
  return (
    <>
      <p className="behind-kind">{say(section ? words.planBehindSection : words.planBehindWhole)}</p>
      <blockquote lang="zh-CN">{section?.label ?? plan.planVersion.title}</blockquote>
      {sums.tasks > 0 ? (
        <section>
          <h3>
            {say(words.planTasks)} <small>{sums.tasks}</small>
          </h3>
          <LightStrip lights={sums.lights} size="full" />
          <LightCounts lights={sums.lights} />
        </section>
      ) : null}
      <dl className="behind-sums">
        <div>
          <dt>{say(words.planSentences)}</dt>
          <dd>{sums.sentences}</dd>
        </div>
        <div>
          <dt>{say(words.planSumGoals)}</dt>
          <dd>{sums.goals}</dd>
        </div>
        <div>
          <dt>{say(words.planSumBlanks)}</dt>
          <dd>{sums.blanks}</dd>
        </div>
      </dl>
      {sums.blanks > 0 ? (
        <div className="behind-acts">
          <Button onClick={onOnlyBlank}>{say(words.planOnlyBlank)}</Button>
        </div>
      ) : null}
      {section ? null : <Keys />}
    </>
  );
}

function Keys() {
  const { say } = useMessages();
  return (
    <p className="behind-keys">
      <Kbd>↑</Kbd> <Kbd>↓</Kbd> {say(words.planKeyWalk)}
      <br />
      <Kbd>Enter</Kbd> {say(words.planKeyOpen)}
      <br />
      <Kbd>/</Kbd> {say(words.planKeySearch)}
    </p>
  );
}
