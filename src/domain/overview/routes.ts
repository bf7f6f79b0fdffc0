// Operations of the overview: contract to service, a line each; the map comes from the operator's file.
import type { RoutesOf } from "../../http/http.ts";
import type { overviewApi } from "./contract.ts";
import { mapReader } from "./map-file.ts";
import * as service from "./service.ts";

export function overviewRoutes(settings: { mapFile?: string | null }): RoutesOf<typeof overviewApi> {
  const readMap = mapReader(settings.mapFile ?? null);
  return {
    getOverview: service.getOverview,
    visitOverview: service.visitOverview,
    getMap: async () => ({ map: await readMap() }),
  };
}
