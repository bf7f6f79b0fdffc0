// The one control for the day as of which a screen is read: in words; the date field comes with the keyboard, its calendar with the mouse.
import { localToday, useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import "./as-of.css";

export function AsOf({ day, onChange }: { day: string | undefined; onChange: (day: string | undefined) => void }) {
  const { say, day: inWords } = useMessages();
  const today = localToday();
  return (
    <span className={`as-of ${day ? "is-past" : ""}`}>
      <label>
        <span className="as-of-label">{say("asOf")}</span>
        <span aria-hidden="true">{day ? inWords(day) : say("asOfToday")}</span>
        <input
          type="date"
          value={day ?? today}
          max={today}
          onClick={(event) => event.currentTarget.showPicker?.()}
          onChange={(event) => {
            const { value, validity } = event.target;
            if (validity.valid && value) onChange(value < today ? value : undefined);
          }}
        />
      </label>
      {day ? (
        <Button kind="quiet" onClick={() => onChange(undefined)}>
          {say("backToToday")}
        </Button>
      ) : null}
    </span>
  );
}
