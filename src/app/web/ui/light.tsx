// Three palettes, three shapes, always with words: progress light (round), order (flag), risk (square). SCREENS "Visual language".
import { type Light as LightCode, lights } from "../../../domain/tasks/model.ts";
import { useMessages } from "../messages.tsx";
import "./marks.css";

/** The progress light: a round dot and its word. `compact` keeps the word for screen readers and the tooltip. */
export function Light({ light, compact, label }: { light: LightCode; compact?: boolean; label?: string }) {
  const { word } = useMessages();
  const text = label ?? word(lights[light]);
  return (
    <span className={`mark mark-light is-${light}`} title={compact ? text : undefined}>
      <i className="mark-dot" aria-hidden="true" />
      <span className={compact ? "sr" : "mark-word"}>{text}</span>
    </span>
  );
}

/** A supervision order: a flag and its word. */
export function Flag({ colour, label }: { colour: "blue" | "yellow" | "red"; label: string }) {
  return (
    <span className={`mark mark-order is-${colour}`}>
      <i className="mark-flag" aria-hidden="true" />
      <span className="mark-word">{label}</span>
    </span>
  );
}

/** A risk level: a square and its word. */
export function RiskSquare({ level, label }: { level: "blue" | "yellow" | "orange" | "red"; label: string }) {
  return (
    <span className={`mark mark-risk is-${level}`}>
      <i className="mark-square" aria-hidden="true" />
      <span className="mark-word">{label}</span>
    </span>
  );
}
