// The outline of the plan: for each section a strip of its lights, its tasks and its blank sentences.
import { useEffect, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import type { Layout, Section } from "./layout.ts";
import { LightStrip } from "./page-strip.tsx";
import type { Walk } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import type { Overview, Sums } from "./standing.ts";
import "./page-outline.css";

export function Outline({
  layout,
  overview,
  walk,
  drawer,
  onClose,
}: {
  layout: Layout;
  overview: Overview;
  walk: Walk;
  drawer: boolean;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const nav = useRef<HTMLElement>(null);
  const here = useSectionInView(layout.sections);
  useEffect(() => {
    if (drawer) nav.current?.querySelector<HTMLElement>("a")?.focus();
  }, [drawer]);
  const go = (section: Section) => {
    const stop = layout.stops.find((one) => one.start >= section.start);
    onClose();
    document.getElementById(sectionId(section.index))?.scrollIntoView({ block: "start" });
    if (stop) walk.choose(stop.index);
  };
  return (
    <>
      {drawer ? <button type="button" className="outline-shade" tabIndex={-1} aria-hidden onClick={onClose} /> : null}
      <nav
        ref={nav}
        className={`outline no-print ${drawer ? "is-drawn" : ""}`}
        aria-label={say(words.planOutline)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      >
        <div className="outline-head">
          <span>{say(words.planOutline)}</span>
          <Button kind="quiet" onClick={onClose} aria-label={say(words.close)}>
            ×
          </Button>
        </div>
        <ol>
          {layout.sections.map((section) => (
            <li key={section.index}>
              <a
                href={`#${sectionId(section.index)}`}
                className={`outline-line is-${Math.min(section.level, 4)}`}
                aria-current={section.index === here ? "true" : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  go(section);
                }}
              >
                <span className="outline-label">{section.label}</span>
                <Standing sums={overview.sections[section.index] as Sums} wide={section.level === 1} />
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </>
  );
}

export const sectionId = (index: number) => `section-${index}`;

function Standing({ sums, wide }: { sums: Sums; wide: boolean }) {
  const { say } = useMessages();
  if (sums.tasks > 0)
    return (
      <span className="outline-standing">
        <LightStrip lights={sums.lights} size={wide ? "wide" : "small"} />
        <small>{sums.tasks}</small>
      </span>
    );
  if (sums.goals > 0) return <small className="outline-standing">{say(words.planGoals, { count: sums.goals })}</small>;
  return sums.blanks > 0 ? (
    <small className="outline-standing">{say(words.planBlanks, { count: sums.blanks })}</small>
  ) : null;
}

/** The section whose heading was last passed while reading. */
function useSectionInView(sections: readonly Section[]): number {
  const [here, setHere] = useState(-1);
  useEffect(() => {
    const scroller = document.querySelector(".paper-scroll");
    if (!scroller) return;
    let waiting = 0;
    const look = () => {
      waiting = 0;
      const line = scroller.getBoundingClientRect().top + 140;
      let low = -1;
      for (const section of sections) {
        const top = document.getElementById(sectionId(section.index))?.getBoundingClientRect().top;
        if (top !== undefined && top <= line) low = section.index;
      }
      setHere(low);
    };
    const follow = () => {
      waiting ||= requestAnimationFrame(look);
    };
    look();
    scroller.addEventListener("scroll", follow, { passive: true });
    return () => {
      scroller.removeEventListener("scroll", follow);
      cancelAnimationFrame(waiting);
    };
  }, [sections]);
  return here;
}
