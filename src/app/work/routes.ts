// Operations on jobs: contract to service, a line each.
import type { RoutesOf } from "../../http/http.ts";
import type { workApi } from "./contract.ts";
import * as service from "./service.ts";

export const workRoutes: RoutesOf<typeof workApi> = {
  listJobs: service.listJobs,
  getJob: service.getJob,
  getJobResult: service.getJobResult,
  cancelJob: service.cancelJob,
  retryJob: service.retryJob,
};
