// A strip of lights: how many tasks stand how, as lengths; the words are there for readers who see no colour.

import { useMessages } from "../../app/web/messages.tsx";
import { lightWords } from "../../app/web/ui/ledger-words.ts";
import { Light } from "../../app/web/ui/light.tsx";
import { type Sums, worstFirst } from "./standing.ts";

const order = [...worstFirst].reverse();

export function LightStrip({ lights, size }: { lights: Sums["lights"]; size: "small" | "wide" | "full" }) {
  const { word } = useMessages();
  const shown = order.filter((light) => lights[light] > 0);
  const said = shown.map((light) => `${word(lightWords[light])} ${lights[light]}`).join(" · ");
  return (
    <span className={`strip strip-${size}`} role="img" aria-label={said} title={said}>
      {shown.map((light) => (
        <i key={light} className={`is-${light}`} style={{ flexGrow: lights[light] }} />
      ))}
    </span>
  );
}

/** The same in words: a dot, its word and the number. */
export function LightCounts({ lights }: { lights: Sums["lights"] }) {
  const { word } = useMessages();
  return (
    <span className="light-counts">
      {order.map((light) =>
        lights[light] > 0 ? (
          <Light key={light} light={light} label={`${word(lightWords[light])} ${lights[light]}`} />
        ) : null,
      )}
    </span>
  );
}
