// The progress of a job for screens of modules, which may not know the screen that has it: loaded when a job is shown.
import { lazy } from "react";

export const JobProgress = lazy(async () => ({ default: (await import("../work/page-job.tsx")).JobProgress }));
