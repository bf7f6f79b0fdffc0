// Ctrl+K: find and go anywhere without leaving the keyboard. A combobox with a list of hits, commands and what was opened lately.
import { useNavigate, useParams } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { useHere } from "../../app/web/shell/here.tsx";
import { Kbd } from "../../app/web/ui/kbd.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type Choice, ChoiceList, type Group } from "./page-choices.tsx";
import { commandsFor, useCommands } from "./page-commands.tsx";
import { useFound, useSpoken } from "./page-found.tsx";
import { HitLines } from "./page-hit.tsx";
import { keepRecent, type Recent, recentOf } from "./page-recent.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function Palette({ onClose }: { onClose: () => void }) {
  const { say } = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the palette leaves it, as Escape does
    <dialog
      ref={dialog}
      className="palette no-print"
      aria-label={say(words.title)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <Ask onClose={onClose} />
    </dialog>
  );
}

function Ask({ onClose }: { onClose: () => void }) {
  const { say } = useMessages();
  const { programmes } = useHere();
  const { programmeId } = useParams({ strict: false });
  const [typed, setTyped] = useState("");
  const [composing, setComposing] = useState(false);
  const [everywhere, setEverywhere] = useState(!programmeId);
  const [chosen, setChosen] = useState(0);
  const list = useId();
  const found = useFound({
    typed,
    hold: composing,
    programme: everywhere ? undefined : programmeId,
  });
  const groups = useGroups({ typed, everywhere, found, onClose, setEverywhere });
  const choices = groups.flatMap((group) => group.choices);
  const at = Math.min(chosen, Math.max(0, choices.length - 1));
  const spoken = useSpoken(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was asked anew begins at the top
  useEffect(() => setChosen(0), [found.asked, typed === "", everywhere]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to !== undefined && choices.length > 0) {
      event.preventDefault();
      const step = Math.abs(to - at) === 1;
      setChosen(step ? (to + choices.length) % choices.length : Math.max(0, Math.min(choices.length - 1, to)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choices[at]?.run(event.ctrlKey || event.metaKey);
    }
  };

  return (
    <div className="palette-box">
      <div className="palette-head">
        <input
          className="palette-input"
          type="text"
          role="combobox"
          aria-expanded={choices.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={choices[at] ? `${list}-${at}` : undefined}
          aria-label={say(words.askLong)}
          placeholder={say(words.ask)}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type here
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="palette-close" onClick={onClose}>
          <Kbd>Esc</Kbd>
          <span className="palette-cross" aria-hidden="true">
            ×
          </span>
          <span className="sr">{say(words.close)}</span>
        </button>
      </div>
      {programmeId && programmes.length > 1 ? (
        <fieldset className="palette-scope">
          <legend className="sr">{say(words.scope)}</legend>
          {[false, true].map((all) => (
            <label key={String(all)}>
              <input
                type="radio"
                name={`${list}-scope`}
                checked={everywhere === all}
                onChange={() => setEverywhere(all)}
              />
              <span>{say(all ? words.everywhere : words.here)}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <RefusalNotice error={found.error} />
      <ChoiceList id={list} groups={groups} at={at} onPoint={setChosen} stale={found.stale} />
      {found.none && found.asked ? (
        <div className="palette-none">
          <p>{say(words.noneTitle, { q: found.asked })}</p>
          <p className="muted">{say(words.noneNext)}</p>
        </div>
      ) : null}
      <p className="palette-keys" aria-hidden="true">
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd> {say(words.keysMove)} <Kbd>Enter</Kbd> {say(words.keysOpen)} <Kbd>Esc</Kbd> {say(words.keysClose)}
      </p>
      <p className="sr" role="status">
        {spoken}
      </p>
    </div>
  );
}

/** What the list offers: hits by kind while something is sought, else what was opened lately; then commands. */
function useGroups({
  typed,
  everywhere,
  found,
  onClose,
  setEverywhere,
}: {
  typed: string;
  everywhere: boolean;
  found: ReturnType<typeof useFound>;
  onClose: () => void;
  setEverywhere: (all: boolean) => void;
}): Group[] {
  const { say, word } = useMessages();
  const { programmes } = useHere();
  const navigate = useNavigate();
  const me = useMe();
  const commands = commandsFor(useCommands(), typed);
  const open = (one: Recent) => (apart: boolean) => {
    if (me) keepRecent(me.personId, one);
    const search = new URLSearchParams(one.href.search).toString();
    const href = search ? `${one.href.path}?${search}` : one.href.path;
    if (apart) {
      window.open(href, "_blank", "noopener");
      return;
    }
    onClose();
    void navigate({ href });
  };
  const leave = (run: () => void) => () => {
    onClose();
    run();
  };
  const groups: Group[] = [];
  if (found.page)
    for (const kind of found.page.counts) {
      const hits = found.page.items.filter((hit) => hit.kind === kind.kind);
      if (hits.length === 0) continue;
      groups.push({
        id: kind.kind,
        label: word(kind),
        count: kind.more ? say(words.countMore, { count: kind.count }) : String(kind.count),
        choices: hits.map((hit) => ({
          id: `${hit.kind}-${hit.id}`,
          body: <HitLines hit={hit} programme={everywhere && programmes.length > 1} />,
          run: open(hit),
        })),
      });
    }
  else if (!typed.trim() && me) {
    const recent = recentOf(me.personId);
    if (recent.length > 0)
      groups.push({
        id: "recent",
        label: say(words.recent),
        choices: recent.map((one) => ({
          id: one.id,
          body: (
            <>
              <span className="hit-title">{one.title}</span>
              <span className="hit-hint">{word(one.hint)}</span>
            </>
          ),
          run: open(one),
        })),
      });
  }
  // The best group first: the one whose first hit stands first.
  const first = (group: Group) => found.page?.items.findIndex((hit) => hit.kind === group.id) ?? 0;
  groups.sort((a, b) => first(a) - first(b));
  const further: Choice[] = [];
  if (found.page && found.page.total > found.page.items.length) {
    const more = found.page.counts.some((kind) => kind.more);
    further.push({
      id: "all",
      body: say(more ? words.seeAllMore : words.seeAll, { count: found.page.total }),
      run: leave(
        () => void navigate({ href: `/search?${new URLSearchParams({ q: found.asked, ...found.within }).toString()}` }),
      ),
    });
  }
  if (!everywhere && typed.trim() && programmes.length > 1)
    further.push({
      id: "everywhere",
      body: say(words.searchEverywhere, { q: typed.trim() }),
      run: () => setEverywhere(true),
    });
  if (further.length > 0) groups.push({ id: "further", label: say(words.results), choices: further, quiet: true });
  if (commands.length > 0)
    groups.push({
      id: "commands",
      label: say(words.goTo),
      choices: commands.map((command) => ({ id: command.id, body: command.label, run: leave(command.run) })),
    });
  return groups;
}
