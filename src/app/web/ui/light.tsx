// The progress light, round and always with its word. Orders (flag) and risks (square) get shapes of their own, never mixed with it.
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
