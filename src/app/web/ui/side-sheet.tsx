// What lies behind a row, beside the list; on a phone it rises from below. Escape closes and returns the focus.
import { type ReactNode, useEffect, useRef } from "react";
import { useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import "./side-sheet.css";

export function SideSheet({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const { say } = useMessages();
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    const came = document.activeElement;
    return () => {
      if (came instanceof HTMLElement && came.isConnected) came.focus({ preventScroll: true });
    };
  }, []);
  return (
    <>
      <button type="button" className="sheet-shade" tabIndex={-1} aria-hidden="true" onClick={onClose} />
      <aside
        className="sheet no-print"
        aria-label={label}
        ref={sheet}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      >
        <Button kind="quiet" className="sheet-close" onClick={onClose} aria-label={say("closeSheet")}>
          ×
        </Button>
        {children}
      </aside>
    </>
  );
}
