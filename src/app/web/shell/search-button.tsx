// The way to the search on every screen: a button in the head, and Ctrl+K or ⌘K. The palette itself is fetched when it is opened.
import { lazy, Suspense, useEffect, useState } from "react";
import { useMessages } from "../messages.tsx";
import { Kbd } from "../ui/kbd.tsx";

const load = () => import("../../../domain/search/page-palette.tsx");
const Palette = lazy(() => load().then((module) => ({ default: module.Palette })));

const onApple = /Mac|iPhone|iPad/.test(navigator.platform);

export function SearchButton() {
  const { say } = useMessages();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted = event.key.toLowerCase() === "k" && (onApple ? event.metaKey : event.ctrlKey);
      if (!wanted || event.altKey || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      // A question that is open is answered first.
      if (!document.querySelector("dialog[open]")) setOpen(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="search-button no-print"
        aria-label={say("search")}
        aria-keyshortcuts={onApple ? "Meta+K" : "Control+K"}
        aria-haspopup="dialog"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" />
          <path d="m10.5 10.5 3.5 3.5" />
        </svg>
        <span className="search-button-word">{say("search")}</span>
        <Kbd>{onApple ? "⌘K" : "Ctrl K"}</Kbd>
      </button>
      {open ? (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
