// A choice among a few: the browser's own list, which every phone and screen reader knows. For search in many see unit-select.
import type { SelectHTMLAttributes } from "react";
import "./controls.css";

export interface Choice {
  value: string;
  label: string;
}

export interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange"> {
  choices: readonly Choice[];
  /** Shown first, for "no choice made"; its value is empty. */
  empty?: string | undefined;
  onChoose: (value: string) => void;
}

export function Select({ choices, empty, onChoose, className, ...rest }: SelectProps) {
  return (
    <select
      {...rest}
      className={`input select ${rest.value ? "has-choice" : ""} ${className ?? ""}`}
      onChange={(event) => onChoose(event.target.value)}
    >
      {empty === undefined ? null : <option value="">{empty}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
