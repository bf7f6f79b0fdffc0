// A small rounded label; with `onPress` it is a switch, as in a filter.
import type { ReactNode } from "react";
import "./controls.css";

export function Chip({ children, pressed, onPress }: { children: ReactNode; pressed?: boolean; onPress?: () => void }) {
  if (!onPress) return <span className="chip">{children}</span>;
  return (
    <button type="button" className="chip chip-press" aria-pressed={pressed ?? false} onClick={onPress}>
      {children}
    </button>
  );
}
