// Operations of the live connection: contract to hub, a line each.
import { tell } from "../../domain/audit/service.ts";
import type { PersonId } from "../../domain/organisations/model.ts";
import { unitNames } from "../../domain/organisations/service.ts";
import { seeTask } from "../../domain/tasks/audience.ts";
import type { RoutesOf } from "../../http/http.ts";
import type { liveApi } from "./contract.ts";
import type { LiveHub } from "./hub.ts";
import { presenceChannel, presenceText } from "./presence.ts";

export const liveRoutes = (hub: Pick<LiveHub, "open">): RoutesOf<typeof liveApi> => ({
  watch: (_db, call, { programmeId, since }) => hub.open(call, programmeId, since),
  async showPresence(tx, call, { programmeId, taskId, field }) {
    await seeTask(tx, call, { programmeId, taskId });
    const { personId, name, unitId } = call.actor;
    const unitName = (await unitNames(tx, [unitId])).get(unitId) ?? "";
    const text = presenceText({ programmeId, taskId, personId: personId as PersonId, name, unitName, field });
    await tell(tx, presenceChannel, text);
    return undefined;
  },
});
