// A key of the keyboard, as it is written on it.
import "./controls.css";

export function Kbd({ children }: { children: string }) {
  return <kbd className="kbd">{children}</kbd>;
}
