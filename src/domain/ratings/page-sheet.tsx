// A claimed step or an asked-for light of a task beside a list of what one owes, with its own acts.
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { OverrideLine } from "./page-lights.tsx";
import { useRatings } from "./page-query.tsx";
import { ClaimLine } from "./page-steps.tsx";
import "./page.css";

interface RatingSheetProps {
  programmeId: string;
  taskId: string;
  /** Of the claim or the override. */
  id: string;
  title: string;
  onClose: () => void;
}

export function RatingSheet({ programmeId, taskId, id, title, onClose }: RatingSheetProps) {
  const { data, error, refetch } = useRatings({ programmeId, taskId });
  const claim = data?.claims.find((one) => one.id === id);
  const override = data?.overrides.find((one) => one.id === id);
  return (
    <SideSheet label={title} onClose={onClose}>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={6} /> : null}
      <div className="task-ratings">
        <h2>{title}</h2>
        <ul className="rating-records">
          {claim ? <ClaimLine programmeId={programmeId} claim={claim} /> : null}
          {override ? <OverrideLine programmeId={programmeId} override={override} /> : null}
        </ul>
      </div>
    </SideSheet>
  );
}
