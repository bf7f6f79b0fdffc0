// Lists read as of a past day say so; a record opened from one says that it is shown as it stands now.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMessages } from "../messages.tsx";
import type { Search } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** The day in the address as of which the screen is read, and the way to another day; `undefined` is today. */
export function usePastDay() {
  const { asOf } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const toDay = (next: string | undefined) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, asOf: next }), replace: true });
  return { asOf, toDay };
}

/** The same day on another screen, for the search of a link. */
export const sameDay = (asOf: string | undefined) => (asOf ? { asOf } : {});

/**
 * @param of what the list holds, in words
 * @param but what of it is not told as of that day
 */
export function PastList({ of, but }: { of: string; but?: string }) {
  const { say, day } = useMessages();
  const { asOf, toDay } = usePastDay();
  if (!asOf) return null;
  return (
    <Notice acts={<Button onClick={() => toDay(undefined)}>{say("backToToday")}</Button>}>
      {say("pastList", { day: day(asOf), of })} {but}
    </Notice>
  );
}

export function PastRecord() {
  const { say, day } = useMessages();
  const { asOf } = usePastDay();
  return asOf ? <Notice>{say("pastRecord", { day: day(asOf) })}</Notice> : null;
}
