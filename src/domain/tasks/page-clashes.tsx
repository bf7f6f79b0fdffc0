// What two people have just filled in differently, side by side, with a choice for each: nothing typed is lost before it is made.
import { useEffect, useId, useRef } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { words } from "./page-words.ts";

export interface ShownClash {
  key: string;
  label: string;
  theirs: string;
  mine: string;
  choose: (choice: "mine" | "theirs") => void;
}

/** Nothing when there is no clash. Who is typing hears of the first one, once. */
export function ClashNotice({ clashes }: { clashes: readonly ShownClash[] }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const id = useId();
  const any = clashes.length > 0;
  const told = useRef(false);
  useEffect(() => {
    if (any && !told.current) announce(say(words.clashTitle));
    told.current = any;
  }, [any, announce, say]);
  if (!any) return null;
  const all = (choice: "mine" | "theirs") => {
    for (const clash of clashes) clash.choose(choice);
  };
  return (
    <Notice
      kind="warning"
      title={say(words.clashTitle)}
      acts={
        clashes.length > 1 ? (
          <>
            <Button onClick={() => all("theirs")}>{say(words.clashAllTheirs)}</Button>
            <Button onClick={() => all("mine")}>{say(words.clashAllMine)}</Button>
          </>
        ) : null
      }
    >
      <p>{say(words.clashNext)}</p>
      <ul className="clashes">
        {clashes.map(({ key, label, theirs, mine, choose }) => (
          <li key={key} aria-labelledby={`${id}${key}`}>
            <b id={`${id}${key}`}>{label}</b>
            <Side
              who={say(words.clashTheirs)}
              text={theirs}
              verb={say(words.clashTakeTheirs)}
              onTake={() => choose("theirs")}
              of={label}
            />
            <Side
              who={say(words.clashMine)}
              text={mine}
              verb={say(words.clashTakeMine)}
              onTake={() => choose("mine")}
              of={label}
            />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Side({
  who,
  text,
  verb,
  of,
  onTake,
}: {
  who: string;
  text: string;
  verb: string;
  of: string;
  onTake: () => void;
}) {
  const { say } = useMessages();
  return (
    <div className="clash-side">
      <span className="muted">{who}</span>
      <span className="clash-text">{text || say(words.unknown)}</span>
      <Button aria-label={`${verb}: ${of}`} onClick={onTake}>
        {verb}
      </Button>
    </div>
  );
}

/** Cancel and save; saving waits until every clash is settled, and says so. */
export function FormActs({
  clashes,
  tried,
  busy,
  onClose,
}: {
  clashes: number;
  tried: boolean;
  busy: boolean;
  onClose: () => void;
}) {
  const { say } = useMessages();
  return (
    <>
      {tried && clashes > 0 ? (
        <p className="field-error" role="alert">
          {say(words.clashFirst)}
        </p>
      ) : null}
      <div className="dialog-acts">
        <Button onClick={onClose}>{say("cancel")}</Button>
        <Button type="submit" kind="do" busy={busy}>
          {say("save")}
        </Button>
      </div>
    </>
  );
}
