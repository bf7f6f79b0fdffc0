// What lies behind a row, beside the list; on a phone it rises from below. Escape closes and returns the focus.
import { type ReactNode, useEffect, useRef } from "react";
import { useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import "./side-sheet.css";

export function SideSheet({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const { say } = useMessages();
  const leave = useRef(onClose);
  leave.current = onClose;
  useEffect(() => {
    const came = document.activeElement;
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open"))
        leave.current();
    };
    addEventListener("keydown", close);
    return () => {
      removeEventListener("keydown", close);
      // The focus stood in the sheet and went with it.
      if (document.activeElement === document.body && came instanceof HTMLElement && came.isConnected)
        came.focus({ preventScroll: true });
    };
  }, []);
  return (
    <>
      <button type="button" className="sheet-shade" tabIndex={-1} aria-hidden="true" onClick={onClose} />
      <aside className="sheet no-print" aria-label={label}>
        <Button kind="quiet" className="sheet-close" onClick={onClose} aria-label={say("closeSheet")}>
          ×
        </Button>
        {children}
      </aside>
    </>
  );
}
