// Says aloud and in a line at the foot what was done; it leaves by itself.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import "./states.css";

const Context = createContext<(text: string) => void>(() => {});

/** How long a line stays, milliseconds. */
const stay = 6000;

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  const announce = useCallback((text: string) => setSaid((before) => ({ text, turn: before.turn + 1 })), []);
  useEffect(() => {
    if (said.turn === 0) return;
    const timer = setTimeout(() => setSaid((now) => (now.turn === said.turn ? { text: "", turn: 0 } : now)), stay);
    return () => clearTimeout(timer);
  }, [said.turn]);
  return (
    <Context value={announce}>
      {children}
      <div className="announcer no-print" role="status">
        {said.text ? <p key={said.turn}>{said.text}</p> : null}
      </div>
    </Context>
  );
}

export const useAnnounce = () => useContext(Context);
