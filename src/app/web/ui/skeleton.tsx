// The shape of what is coming, while it comes.
import { useMessages } from "../messages.tsx";
import "./states.css";

const widths = ["92%", "78%", "85%", "64%", "88%", "71%"];

export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { say } = useMessages();
  return (
    <div className="skeleton" role="status">
      <span className="sr">{say("loading")}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity and never move
        <i key={index} style={{ width: widths[index % widths.length] }} aria-hidden="true" />
      ))}
    </div>
  );
}
