// What happened to a record, newest first: who did what, with the note; shared by matters, meetings and ministries.
import { useMessages } from "../../app/web/messages.tsx";
import { Timeline } from "../../app/web/ui/timeline.tsx";
import type { Label } from "../../kernel/labels.ts";
import type { Matter } from "./model.ts";

export interface StoryWords {
  /** The word of an event, by its kind without the prefix. */
  acts: Readonly<Record<string, Pick<Label, "zh" | "en">>>;
  /** Labels of the fields that are told, and the words of their codes. */
  fields: Readonly<Record<string, { label: Label; codes?: Readonly<Record<string, Pick<Label, "zh" | "en">>> }>>;
}

export function Story({ events, told }: { events: Matter["events"]; told: StoryWords }) {
  const { say, word, instant } = useMessages();
  const valueText = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return say("none");
    const coded = told.fields[field]?.codes?.[String(value)];
    return coded ? word(coded) : String(value);
  };
  return (
    <section aria-labelledby="record-story">
      <h2 id="record-story" className="dispatch-head">
        {say("timeline")}
      </h2>
      <Timeline
        label={say("timeline")}
        items={events.map((event) => ({
          key: event.id,
          at: event.at,
          when: instant(event.at),
          what: (
            <>
              <p>
                <b>{word(told.acts[event.kind.replace(/^\w+\./, "")]) || event.kind}</b>{" "}
                <span className="muted">{event.unitName}</span> {event.personName}
              </p>
              {event.note ? <p className="dispatch-note">{event.note}</p> : null}
              {event.changes
                .filter((change) => change.field in told.fields)
                .map((change) => (
                  <p key={change.field} className="dispatch-change">
                    <span className="muted">{word(told.fields[change.field]?.label)}</span>{" "}
                    {change.before === null ? null : (
                      <>
                        <del>{valueText(change.field, change.before)}</del> <span aria-hidden="true">→</span>{" "}
                      </>
                    )}
                    <span>{valueText(change.field, change.after)}</span>
                  </p>
                ))}
            </>
          ),
        }))}
      />
    </section>
  );
}
