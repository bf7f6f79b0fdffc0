// Buttons: a verb each. One that may not be used stays reachable and says why.
import { type ButtonHTMLAttributes, type ReactNode, useId } from "react";
import "./controls.css";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> {
  kind?: "do" | "plain" | "quiet" | "danger";
  /** Why it may not be used now; empty or absent: it may. */
  why?: string | undefined;
  busy?: boolean | undefined;
  children: ReactNode;
}

export function Button({ kind = "plain", why, busy, children, onClick, className, ...rest }: ButtonProps) {
  const reason = useId();
  const button = (
    <button
      type="button"
      {...rest}
      className={`btn btn-${kind} ${className ?? ""}`}
      aria-disabled={why || busy ? true : undefined}
      aria-busy={busy || undefined}
      aria-describedby={why ? reason : rest["aria-describedby"]}
      onClick={(event) => {
        if (why || busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
  if (!why) return button;
  return (
    <span className="btn-wrap">
      {button}
      <span role="tooltip" id={reason} className="btn-why">
        {why}
      </span>
    </span>
  );
}
