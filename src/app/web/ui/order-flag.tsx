// The grade of an order: a flag and its word, never mixed with the round light of progress or the square of risk.
import { type OrderGrade, orderGrades } from "../../../domain/supervision/model.ts";
import { useMessages } from "../messages.tsx";
import "./marks.css";

export function OrderFlag({ grade }: { grade: OrderGrade }) {
  const { word } = useMessages();
  return (
    <span className={`mark mark-order is-${grade}`}>
      <i className="mark-flag" aria-hidden="true" />
      <span className="mark-word">{word(orderGrades[grade])}</span>
    </span>
  );
}
