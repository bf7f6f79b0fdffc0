// All ratings of a task on its page: lights over time, planned against actual, confidence, steps of maturity.
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { Task } from "../tasks/model.ts";
import { TaskConfidence } from "./page-confidence.tsx";
import { TaskCurve } from "./page-curve.tsx";
import { TaskLights } from "./page-lights.tsx";
import { useLights, useRatings } from "./page-query.tsx";
import { TaskSteps } from "./page-steps.tsx";
import "./page.css";

export function TaskRatings({ task, asOf }: { task: Task; asOf: string | undefined }) {
  const place = { programmeId: task.programmeId, taskId: task.id, asOf };
  const ratings = useRatings(place);
  const lights = useLights(place);
  const error = ratings.error ?? lights.error;
  if (error)
    return (
      <RefusalNotice
        error={error}
        onRetry={() => {
          void ratings.refetch();
          void lights.refetch();
        }}
      />
    );
  if (!ratings.data || !lights.data) return <Skeleton lines={6} />;
  return (
    <div id="ratings" className="task-ratings">
      <TaskLights place={place} ratings={ratings.data} story={lights.data} />
      <TaskCurve task={task} story={lights.data} asOf={asOf} />
      <TaskSteps place={place} ratings={ratings.data} />
      <TaskConfidence place={place} ratings={ratings.data} />
    </div>
  );
}
