// The one control for the day as of which a screen is read: in words; the date field comes with the keyboard, its calendar with the mouse.
import { localToday, useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import "./as-of.css";

export function AsOf({
  day,
  onChange,
  label,
  min,
  max,
  fixed,
}: {
  day: string | undefined;
  onChange: (day: string | undefined) => void;
  /** Another word than 截至, where there are two such controls. */
  label?: string;
  min?: string;
  max?: string;
  /** A day that is always given: no way back to today. */
  fixed?: boolean;
}) {
  const { say, day: inWords } = useMessages();
  const today = localToday();
  const latest = max && max < today ? max : today;
  return (
    <span className={`as-of ${day && !fixed ? "is-past" : ""}`}>
      <label>
        <span className="as-of-label">{label ?? say("asOf")}</span>
        <span aria-hidden="true">{day ? inWords(day) : say("asOfToday")}</span>
        <input
          type="date"
          value={day ?? today}
          min={min}
          max={latest}
          onClick={(event) => event.currentTarget.showPicker?.()}
          onChange={(event) => {
            const { value, validity } = event.target;
            if (validity.valid && value) onChange(value < today ? value : undefined);
          }}
        />
      </label>
      {day && !fixed ? (
        <Button kind="quiet" onClick={() => onChange(undefined)}>
          {say("backToToday")}
        </Button>
      ) : null}
    </span>
  );
}
